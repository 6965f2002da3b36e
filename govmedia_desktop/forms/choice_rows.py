"""What is wrong with the rows of the choices sheet, all at once."""

from collections.abc import Collection

from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.mending import Mending

_YES = ("yes", "true", "true()")


class ChoiceRows:
    """Looks the choices through, noting and mending what is wrong."""

    def __init__(self, mending: Mending, *, labelled: bool) -> None:
        self._mending, self._labelled = mending, labelled
        self._list = mending.header("choices", "list_name")
        self._name = mending.header("choices", "name", "value")
        self._seen: dict[tuple[str, str], int] = {}
        self._duplicates_allowed = _setting(mending, "allow_choice_duplicates").lower() in _YES

    @property
    def lists(self) -> frozenset[str]:
        """The names of the lists that there are."""
        rows = self._mending.sheet("choices").rows
        return frozenset(row[self._list] for row in rows if row.get(self._list))

    def check(self) -> None:
        """Look through all rows."""
        sheet = self._mending.sheet("choices")
        missing = [name for name in (self._list, self._name) if name not in sheet.columns]
        for name in missing if sheet.columns else ():
            self._mending.add(Fault(sheet.name, "A1", f"缺少“{name}”列，请在第一行补上"))
        if missing:
            return
        for index, row in enumerate(list(sheet.rows)):
            if row.get(self._list):
                self._row(index, row)
            elif row.get(self._name):
                text = f"选项“{row[self._name]}”没有写属于哪个选项列表，请填写{self._list}"
                self._mending.refuse("choices", index, self._list, text)

    def _row(self, index: int, row: dict[str, str]) -> None:
        wrong = self._wrong_name(index, row)
        if wrong:
            self._mending.refuse("choices", index, self._name, wrong)
            self._mending.put("choices", index, self._name, f"mended_{index + 2}")
        if self._labelled and not any(text for header, text in row.items() if _shows(header)):
            header = self._mending.header("choices", "label", "caption")
            text = f"选项“{row.get(self._name, '')}”没有文字，请填写label"
            self._mending.refuse("choices", index, header, text)

    def _wrong_name(self, index: int, row: dict[str, str]) -> str:
        name = row.get(self._name, "")
        if not name:
            return f"列表“{row[self._list]}”的这个选项没有名称，请填写{self._name}"
        first = self._seen.setdefault((row[self._list], name), index)
        if first != index and not self._duplicates_allowed:
            return f"选项名称“{name}”重复（第{first + 2}行已经用了），同一列表里请改成不同的名称"
        return ""

    def check_blanks(self, lists: Collection[str]) -> None:
        """Refuse blanks in names of these lists, whose answers are names with blanks between."""
        for index, row in enumerate(self._mending.sheet("choices").rows):
            name = row.get(self._name, "")
            if row.get(self._list) in lists and " " in name:
                told = name.replace(" ", "_")
                text = f"选项名称“{name}”里有空格，多选题的选项名称不能有空格，可写成“{told}”"
                self._mending.refuse("choices", index, self._name, text)
                self._mending.put("choices", index, self._name, told)

    def add_missing(self, name: str) -> None:
        """Add a list to the copy, in the place of one that a question asks for in vain."""
        self._mending.append("choices", **{self._list: name, self._name: "1", "label": "1"})


def _shows(header: str) -> bool:
    return header.lower().startswith(("label", "caption", "image", "audio", "video", "media"))


def _setting(mending: Mending, name: str) -> str:
    rows = mending.workbook.sheets["settings"].rows if "settings" in mending.workbook.sheets else []
    return rows[0].get(name, "") if rows else ""
