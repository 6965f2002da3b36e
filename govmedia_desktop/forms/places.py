"""Where things stand in a form's workbook: from a node's path to its row and cells."""

import re
from collections.abc import Mapping

from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.locations import PREVIOUS
from govmedia_desktop.forms.workbook import Sheet, Workbook

PREFIX = "bind::gm:"
SETTING = "attribute::gm:"
_HEADERS: dict[str, tuple[str, ...]] = {
    "relevant": ("relevant", "relevance", "bind::relevant"),
    "value": ("calculation", "calculate", "bind::calculate"),
    "constraint": ("constraint", "bind::constraint"),
    "required": ("required", "bind::required"),
    "readonly": ("readonly", "read_only", "bind::readonly"),
    "choices": ("choice_filter", "type"),
    "default": ("default",),
    "triggered": ("calculation", "calculate", "bind::calculate"),
    "count": ("repeat_count", "count"),
    "rows": ("repeat_count", "count"),
    "label": ("label", "caption"),
    "hint": ("hint",),
    "appearance": ("appearance",),
    "guidance": ("guidance_hint",),
    "type": ("type", "command"),
    "name": ("name", "tag", "value"),
    "constraint_message": ("constraint_message", "constraining_message", "bind::jr:constraintMsg"),
    "required_message": ("required_message", "requiredmsg", "bind::jr:requiredMsg"),
}
_CONTAINER = re.compile(
    r"(begin|end)[\s_]+(group|lgroup|repeat|looped group|loop)\b", re.IGNORECASE
)
_NAMED = re.compile(r"\$\{\s*(last-saved#)?\s*([^\s{}]+)\s*\}")
_LAST_SAVED = f"instance('{PREVIOUS}')"
_STRAIGHT = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}


def normal(header: str) -> str:
    """Return a header as XLSForm compares it: lower case, blanks as underscores."""
    return header if header.startswith("bind::") else "_".join(header.lower().split())


class Places:
    """Paths, slots and names of a form as cells of its survey sheet."""

    def __init__(self, workbook: Workbook, root: str) -> None:
        self.sheet = workbook.sheets.get("survey") or Sheet("survey")
        self._headers = {normal(header): header for header in self.sheet.columns}
        self._rows = self._walk(root)

    def _walk(self, root: str) -> dict[str, int]:
        rows: dict[str, int] = {}
        within = [root]
        for index in range(len(self.sheet.rows)):
            name = self.text(index, "name")
            container = _CONTAINER.match(self.text(index, "type"))
            if container and container[1].lower() == "end":
                within = within[:-1] or within
            elif name:
                path = f"{within[-1]}/{name}"
                rows.setdefault(path, index)
                within = [*within, path] if container else within
        return rows

    @property
    def rows(self) -> Mapping[str, int]:
        """Path of every named row → its index, in order."""
        return self._rows

    def header(self, slot: str) -> str:
        """Return the header under which a slot stands in this workbook, empty if under none."""
        candidates = _HEADERS.get(slot, (PREFIX + slot,))
        found = (self._headers[name] for name in candidates if name in self._headers)
        translated = (
            header for name, header in self._headers.items() if name.split("::")[0] in candidates
        )
        return next(found, "") or next(translated, "")

    def text(self, index: int, slot: str) -> str:
        """Return what stands in a row for a slot."""
        return self.sheet.rows[index].get(self.header(slot), "")

    def type_at(self, path: str) -> str:
        """Return the question type in the row of a path, empty if it has none."""
        index = self._rows.get(path)
        return "" if index is None else self.text(index, "type")

    def expression_at(self, path: str, slot: str, paths: Mapping[str, str]) -> str:
        """Return what stands in the row of a path, each `${name}` as the path of that name."""
        index = self._rows.get(path)
        text = "" if index is None else self.text(index, slot).translate(_STRAIGHT)
        return _NAMED.sub(lambda m: f" {_LAST_SAVED if m[1] else ''}{paths.get(m[2], m[0])} ", text)

    def fault(self, path: str, slot: str, text: str) -> Fault:
        """Return the fault at the cell of a node's slot."""
        index = self._rows.get(path)
        cell = "" if index is None else self.sheet.cell(index, self.header(slot))
        return Fault(self.sheet.name, cell, text)

    def fault_naming(self, word: str, text: str) -> Fault:
        """Return the fault at the first cell that has the word in it."""
        for index, row in enumerate(self.sheet.rows):
            for header, written in row.items():
                if word in written:
                    return Fault(self.sheet.name, self.sheet.cell(index, header), text)
        return Fault(self.sheet.name, "", text)
