"""What a compiled form's answers are called, without running it."""

from collections.abc import Mapping

from govmedia_desktop.forms.compiled import CompiledForm

Labels = Mapping[str, Mapping[str, str]]


def choice_labels(form: CompiledForm) -> Labels:
    """Return path of a question with a fixed list → name of a choice → its label."""
    from lxml import etree  # noqa: PLC0415 (not at program start)

    document = etree.fromstring(form.document)
    lists = {
        instance.get("id"): {
            item.findtext("name", ""): item.findtext("label", "") for item in instance.iter("item")
        }
        for instance in document.iterfind("instance")
    }
    return {node.path: lists.get(node.items, {}) for node in form.nodes if node.items}


def shown(labels: Labels, path: str, value: str) -> str:
    """Return an answer as people read it: the labels of its choices, joined by 、."""
    known = labels.get(path)
    if not known:
        return value
    return "、".join(known.get(name) or name for name in value.split())
