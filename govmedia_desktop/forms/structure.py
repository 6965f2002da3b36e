"""What is wrong with the rows of the survey sheet: types, names, lists, begin and end, all at once.

What XLSForm allows is asked of pyxform itself (its question types and patterns), so that this room
refuses nothing that pyxform would take.
"""

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pyxform.aliases import control, select, settings_header
from pyxform.constants import SELECT_ALL_THAT_APPLY
from pyxform.parsing.expression import is_xml_tag
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.validators.pyxform.pyxform_reference import has_pyxform_reference
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_OSM, RE_SELECT

from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.mending import Mending
from govmedia_desktop.forms.places import Places, normal
from govmedia_desktop.forms.workbook import Sheet

_USUAL = (
    "text", "integer", "decimal", "date", "time", "dateTime", "note", "calculate", "hidden",
    "range", "acknowledge", "image", "file", "begin group", "end group", "begin repeat",
    "end repeat",
)  # fmt: skip
_TITLES = 10
"""Within so many rows the header is looked for that should be the first."""
_NAMELESS = ("note", "audit")
_SHOWING = ("label", "caption", "hint", "image", "audio", "video", "media", "big-image", "trigger")
"""Columns with which a question shows something, or needs to show nothing."""
_YES = ("yes", "true", "true()")


@dataclass
class _Container:
    """A group or repeat that is open: its kind, the row it begins at, the names met in it."""

    kind: str = ""
    index: int = -1
    written: str = ""
    names: dict[str, int] = field(default_factory=dict)


class Rows:
    """Looks the survey's rows through, noting and mending what is wrong."""

    def __init__(self, mending: Mending, lists: frozenset[str]) -> None:
        self._mending, self._lists = mending, lists
        self._places = Places(mending.workbook, "")
        self._sheet = mending.sheet("survey")
        self._type, self._name = self._places.header("type"), self._places.header("name")
        self._open = [_Container()]
        self._repeats: dict[str, int] = {}
        self.refused: set[str] = set()
        """Names that were refused: what refers to them is a consequence, no fault of its own."""
        self.missing_lists: set[str] = set()
        self.several: set[str] = set()
        """Lists of which several choices may be taken: the answer is names with blanks between."""

    def check(self) -> None:
        """Look through all rows; without these two columns there is nothing to look through."""
        missing = [name for name in ("type", "name") if not self._places.header(name)]
        if missing:
            for fault in _missing(self._sheet, missing):
                self._mending.add(fault)
            return
        for index, row in enumerate(list(self._sheet.rows)):
            if any(row.values()) and row.get("disabled", "").lower() not in _YES:
                self._row(index)
        self._close_all()

    def _row(self, index: int) -> None:
        written = self._text(index, "type")
        kind = _tidy(written)
        if kind != written:
            self._mending.put("survey", index, self._type, kind)
        if not kind:
            self._without_type(index)
        elif ended := RE_END_CONTROL.search(kind):
            self._end(index, control[ended["type"]], kind)
        else:
            self._question(index, kind)

    def _text(self, index: int, slot: str) -> str:
        return self._places.text(index, slot)

    def _refuse(self, index: int, slot: str, text: str) -> None:
        self._mending.refuse("survey", index, self._places.header(slot) or self._type, text)

    def _without_type(self, index: int) -> None:
        told = self._text(index, "name") or self._text(index, "label")
        if told:
            text = f"“{told}”这一行没有题型，请填写type，如text、integer、date"
            self._refuse(index, "type", text)
            self._mending.put("survey", index, self._type, "text")
            self._named(index, "text")

    def _question(self, index: int, kind: str) -> None:
        begun = RE_BEGIN_CONTROL.search(kind)
        if not begun and not _is_known(kind):
            self._refuse(index, "type", _unknown_type(kind))
            self._mending.put("survey", index, self._type, "text")
            kind = "text"
        elif selecting := RE_SELECT.search(kind):
            self._check_list(index, selecting["list_name"])
            if select[selecting["select_command"]] == SELECT_ALL_THAT_APPLY:
                self.several.add(selecting["list_name"])
        self._check_content(index, kind)
        name = self._named(index, kind)
        if begun:
            opened = control[begun["type"]]
            if opened == "repeat":
                self._check_repeat(index, name)
            self._open.append(_Container(opened, index, kind))

    def _check_list(self, index: int, name: str) -> None:
        outside = "." in name or has_pyxform_reference(name)
        external = self._text(index, "type").startswith("select_one_external")
        if outside or external or name in self._lists:
            return
        self.missing_lists.add(name)
        if not self._lists:
            text = "有选择题但缺少choices工作表，请补上，写明list_name、name和label"
            if any(fault.text == text for fault in self._mending.faults):
                return
        else:
            text = f"choices工作表里没有选项列表“{name}”，{near(name, self._lists)}请检查名称"
        self._refuse(index, "type", text)

    def _check_content(self, index: int, kind: str) -> None:
        slots = ("value", "default")
        if kind == "calculate" and not any(self._text(index, slot) for slot in slots):
            self._refuse(index, "value", "计算题没有写计算式，请填写calculation一列")
            header = self._places.header("value") or "calculation"
            self._mending.put("survey", index, header, "''")
        if is_container(kind) or _is_unseen(kind) or self._text(index, "value"):
            return
        if not any(normal(header).startswith(_SHOWING) for header in self._sheet.rows[index]):
            text = f"“{self._text(index, 'name') or kind}”没有题目文字，请填写label"
            self._refuse(index, "label", text)
            self._mending.put("survey", index, self._places.header("label") or "label", "-")

    def _named(self, index: int, kind: str) -> str:
        """Check a row's name and return the one it has in the copy."""
        name = self._text(index, "name")
        if not name and kind in _NAMELESS:
            return ""
        wrong = self._wrong_name(index, name)
        if wrong:
            self._refuse(index, "name", wrong)
            self.refused.add(name)
            name = f"mended_{index + 2}"
            self._mending.put("survey", index, self._name, name)
        self._open[-1].names.setdefault(name, index)
        return name

    def _wrong_name(self, index: int, name: str) -> str:
        if not name:
            told = self._text(index, "label") or self._text(index, "type")
            return f"“{told}”这一行没有名称，请填写name，如q{index + 1}"
        if not is_name(name):
            rule = "名称只能用字母、汉字、数字、下划线、短横和点，并且不能以数字开头"
            return f"“{name}”不能作名称，{rule}{_proposed(name)}"
        if name == "meta":
            return "名称“meta”留作他用，请改名"
        if name in self._open[-1].names:
            first = self._open[-1].names[name] + 2
            return f"名称“{name}”重复（第{first}行已经用了），同一分组里每道题的名称都要不同"
        return ""

    def _check_repeat(self, index: int, name: str) -> None:
        first = self._repeats.setdefault(name, index)
        if first != index:
            text = f"名称“{name}”重复（第{first + 2}行已经用了），重复组要各有名称"
            self._refuse(index, "name", text)
            self.refused.add(name)
            self._mending.put("survey", index, self._name, f"mended_{index + 2}")

    def _end(self, index: int, kind: str, written: str) -> None:
        last = self._open[-1]
        if len(self._open) == 1:
            text = f"多出一个end（“{written}”），前面没有对应的begin，请删去这一行或补上begin"
            self._refuse(index, "type", text)
            self._mending.workbook.sheets["survey"].rows[index].clear()
            return
        if last.kind != kind:
            wanted = f"end {last.kind}"
            text = (
                f"这里写的是“{written}”，但前面没有结束的是第{last.index + 2}行的“{last.written}”，"
                f"请改成{wanted}或调整位置"
            )
            self._refuse(index, "type", text)
            self._mending.put("survey", index, self._type, wanted)
        self._open.pop()

    def _close_all(self) -> None:
        for container in reversed(self._open[1:]):
            text = f"“{container.written}”没有对应的end，请在这一组末尾补上一行end {container.kind}"
            self._refuse(container.index, "type", text)
            self._mending.append("survey", **{self._type: f"end {container.kind}"})


def _missing(sheet: Sheet, names: Sequence[str]) -> Iterator[Fault]:
    """Yield what is said of columns that are missing, or in which row they stand instead."""
    rows = enumerate(sheet.rows[:_TITLES], start=2)
    below = next((n for n, row in rows if not set(names).isdisjoint(row.values())), None)
    if below is not None:
        text = f"列名写在第{below}行，要放在第1行，请删去它上面的行"
        yield Fault(sheet.name, f"A{below}", text)
        return
    for name in names:
        yield Fault(sheet.name, "A1", f"缺少“{name}”列，请在第一行补上")


def _tidy(kind: str) -> str:
    """Return a type with single half-width blanks, and in half-width letters where that is one."""
    kind = " ".join(kind.split())
    plain = " ".join(unicodedata.normalize("NFKC", kind).split())
    return plain if not _is_known(kind) and _is_known(plain) else kind


def _is_known(kind: str) -> bool:
    patterns = (RE_SELECT, RE_BEGIN_CONTROL, RE_END_CONTROL, RE_OSM)
    listed = kind in QUESTION_TYPE_DICT and not kind.startswith("select")
    return listed or kind in settings_header or any(p.search(kind) for p in patterns)


def _unknown_type(kind: str) -> str:
    if kind.lower().startswith(("select", "rank")):
        return f"“{kind}”没有写好选项列表，请写成“select_one 列表名”的样子，列表名里没有空格"
    return f"不认识的题型“{kind}”，{near(kind, _USUAL)}请检查type一列"


def near(word: str, known: Iterable[str]) -> str:
    """Return a question whether one of the known words was meant; empty where none is like it."""
    by_lower = {name.lower().replace("_", " "): name for name in known}
    close = difflib.get_close_matches(word.lower().replace("_", " "), sorted(by_lower), 1, 0.7)
    return f"是不是要写“{by_lower[close[0]]}”？" if close else ""


def _is_unseen(kind: str) -> bool:
    """Whether questions of that type show nothing, and so need no text."""
    shown = QUESTION_TYPE_DICT.get(kind, {}).get("control", {}).get("tag", "action") != "action"
    return not shown and RE_SELECT.search(kind) is None


def is_container(kind: str) -> bool:
    """Whether a row of that type begins or ends a group or repeat."""
    return ends(kind) or RE_BEGIN_CONTROL.search(kind) is not None


def ends(kind: str) -> bool:
    """Whether a row of that type only ends a group or repeat."""
    return RE_END_CONTROL.search(kind) is not None


def is_name(text: str) -> bool:
    """Whether a question may have that name.

    XML would also allow full-width brackets and colons, which nobody can tell from the half-width
    ones that an expression needs.
    """
    return is_xml_tag(text) and all(c.isalnum() or c in "_-.:" for c in text)


def _proposed(name: str) -> str:
    """Return a name like the refused one that would do, said as a proposal."""
    plain = unicodedata.normalize("NFKC", name)
    letters = "".join(letter if letter.isalnum() or letter in "_-." else "_" for letter in plain)
    letters = letters.strip("_")
    proposal = letters if is_name(letters) else f"q_{letters}"
    return f"，可写成“{proposal}”" if is_name(proposal) else ""
