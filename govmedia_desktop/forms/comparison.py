"""Two versions of a check form side by side, as their workbooks say it: what came and went."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from govmedia_desktop.forms.places import Places
from govmedia_desktop.forms.renames import COLUMN, parse_renames
from govmedia_desktop.forms.workbook import Sheet, Workbook, read_workbook

ASPECTS = {
    "label": "题目文字",
    "hint": "提示",
    "guidance": "说明",
    "type": "题型",
    "choices": "选项",
    "fails": "什么算问题",
    "severity": "性质",
    "points": "分值",
    "problem": "问题类型",
    "basis": "依据",
    "remedy": "整改要求",
    "explains": "问题说明",
    "passes": "怎样算合格",
    "relevant": "何时显示",
    "required": "必填",
    "constraint": "填写要求",
    "constraint_message": "不符合时的提示",
    "value": "计算式",
    "default": "默认值",
    "choice_filter": "选项筛选",
    "judgement": "必须有人看",
    "carry": "沿用上次",
    "register": "台账带入",
    "parameter": "地方参数",
}


class What(StrEnum):
    """What became of a question."""

    ADDED = "新增"
    REMOVED = "删去"
    CHANGED = "改动"
    RENAMED = "改名"
    MOVED = "移到别组"


@dataclass(frozen=True)
class Difference:
    """One difference: of which question, in what aspect, as it was and as it is."""

    what: What
    name: str
    label: str
    aspect: str
    before: str
    after: str


def compare(older: bytes, newer: bytes, name: str) -> list[Difference]:
    """Return the differences in the order of the newer form, what went at the end.

    Raises CannotReadError where one of the workbooks cannot be read; `name` is for its message.
    """
    old, new = (_Questions(read_workbook(content, name)) for content in (older, newer))
    before = {after: earlier for earlier, after in new.renames.items()}
    found: list[Difference] = []
    met: set[str] = set()
    for key, question in new.questions.items():
        earlier = before.get(key, key)
        if earlier in old.questions:
            met.add(earlier)
            found.extend(_changes(key, old.questions[earlier], question))
        else:
            found.append(_whole(What.ADDED, question))
    gone = (question for key, question in old.questions.items() if key not in met)
    return [*found, *(_whole(What.REMOVED, question) for question in gone)]


@dataclass(frozen=True)
class _Question:
    name: str
    group: str
    aspects: Mapping[str, str]

    @property
    def label(self) -> str:
        return self.aspects["label"] or self.name


class _Questions:
    """The questions of a workbook by name, by path where several have that name."""

    def __init__(self, workbook: Workbook) -> None:
        places = Places(workbook, "")
        self._lists = _lists(workbook.sheets.get("choices") or Sheet("choices"))
        self.questions: dict[str, _Question] = {}
        for path, index in places.rows.items():
            group, _, name = path.rpartition("/")
            key = path if name in self.questions else name
            self.questions[key] = _Question(name, group, self._aspects(places, index))
        settings = workbook.sheets.get("settings") or Sheet("settings")
        written = settings.rows[0].get(COLUMN, "") if settings.rows else ""
        self.renames = parse_renames(written)

    def _aspects(self, places: Places, index: int) -> dict[str, str]:
        texts = {aspect: _text(places, index, aspect) for aspect in ASPECTS}
        listed = next((w for w in texts["type"].split()[1:] if w in self._lists), "")
        texts["choices"] = self._lists.get(listed, "")
        return texts


def _text(places: Places, index: int, slot: str) -> str:
    """Return a slot's text, of all languages where it stands in several."""
    header = places.header(slot)
    if slot in ("label", "hint", "guidance") and "::" in header:
        first = header.partition("::")[0]
        row = places.sheet.rows[index]
        return " / ".join(text for column, text in row.items() if column.startswith(f"{first}::"))
    return places.text(index, slot)


def _lists(choices: Sheet) -> dict[str, str]:
    lists: dict[str, list[str]] = {}
    for row in choices.rows:
        name = row.get("list_name") or row.get("list name") or ""
        label = next((text for header, text in row.items() if header.startswith("label")), "")
        value = row.get("name") or row.get("value") or ""
        lists.setdefault(name, []).append(f"{label or value}（{value}）")
    return {name: "、".join(labels) for name, labels in lists.items() if name}


def _whole(what: What, question: _Question) -> Difference:
    text = question.label
    before, after = ("", text) if what is What.ADDED else (text, "")
    return Difference(what, question.name, question.label, "整题", before, after)


def _changes(key: str, old: _Question, new: _Question) -> Iterator[Difference]:
    if old.name != new.name:
        yield Difference(What.RENAMED, key, new.label, "名称", old.name, new.name)
    elif old.group != new.group:
        yield Difference(What.MOVED, key, new.label, "所在分组", old.group, new.group)
    for aspect, word in ASPECTS.items():
        before, after = old.aspects[aspect], new.aspects[aspect]
        if before != after:
            yield Difference(What.CHANGED, key, new.label, word, before, after)
