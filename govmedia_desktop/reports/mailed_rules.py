"""What may be typed into which cells of a mailed sheet: drop-downs, dates, numbers, in Chinese."""

from collections.abc import Callable, Iterable, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from govmedia_desktop.domain.mailed_sheets import CHOICES_SHEET
from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.reports.workbook import put

_LONGEST_PROMPT = 200
"""Excel refuses a workbook with more than 255 characters here, 32 in a title."""


class Rules:
    """What may stand in which cells: drop-downs over a hidden sheet, dates, numbers."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._cells: dict[tuple[str, tuple[str, ...]], list[tuple[int, int]]] = {}

    def use(self, cell: tuple[int, int], kind: str, choices: tuple[str, ...]) -> None:
        """Note that a cell (column, row) takes a value of that kind, or one of these choices."""
        if kind in ("select_one", "select_multiple", "rank", "date", "integer", "decimal"):
            self._cells.setdefault((kind, choices), []).append(cell)

    def validations(self) -> Iterable[DataValidation]:
        """Yield one rule for all cells that take the same."""
        for (kind, choices), cells in self._cells.items():
            rule = self._rule(kind, choices)
            if rule is not None:
                rule.showInputMessage = rule.showErrorMessage = True
                rule.allow_blank = True
                rule.sqref = _ranges(cells)
                yield rule

    def _rule(self, kind: str, choices: tuple[str, ...]) -> DataValidation | None:
        if kind in _RULES:
            return _RULES[kind]()
        if not choices:
            return None
        offered = _short("、".join(choices))
        if kind != "select_one":
            return DataValidation(promptTitle="可以填几项", prompt=_short(f"用顿号隔开：{offered}"))
        return DataValidation(
            type="list",
            formula1=self._listed(choices),
            errorTitle="不是可选的内容",
            error=_short(f"请从这些里选一个：{offered}"),
        )

    def _listed(self, choices: tuple[str, ...]) -> str:
        column = self._sheet.max_column + (1 if self._sheet.cell(1, 1).value else 0)
        for row, choice in enumerate(choices, start=1):
            put(self._sheet.cell(row, column), choice)
        letter = get_column_letter(column)
        return f"'{CHOICES_SHEET}'!${letter}$1:${letter}${len(choices)}"

    def hide(self) -> None:
        """Hide the sheet of the lists."""
        self._sheet.sheet_state = "hidden"
        self._sheet.protection.sheet = True


_RULES: dict[str, Callable[[], DataValidation]] = {
    "date": lambda: DataValidation(
        type="date",
        operator="between",
        formula1="36526",  # 2000-01-01
        formula2="73050",  # 2099-12-31
        errorTitle="不是日期",
        error="请填日期，写成 2026-11-06 的样子。",
    ),
    "integer": lambda: DataValidation(
        type="whole",
        operator="between",
        formula1="-999999999",
        formula2="999999999",
        errorTitle="不是整数",
        error="请填整数，只写数字，不写单位。",
    ),
    "decimal": lambda: DataValidation(
        type="decimal",
        operator="between",
        formula1="-999999999",
        formula2="999999999",
        errorTitle="不是数字",
        error="请填数字，不写单位。",
    ),
}


def _short(text: str) -> str:
    clean = clean_text(text)
    return clean if len(clean) <= _LONGEST_PROMPT else f"{clean[:_LONGEST_PROMPT]}…"


def _ranges(cells: Sequence[tuple[int, int]]) -> str:
    """Return the cells as ranges down a column, as few as there are."""
    found: list[tuple[int, int, int]] = []
    for column, row in sorted(cells):
        if found and found[-1][0] == column and found[-1][2] == row - 1:
            found[-1] = (column, found[-1][1], row)
        else:
            found.append((column, row, row))
    letters = [(get_column_letter(column), first, last) for column, first, last in found]
    return " ".join(f"{letter}{first}:{letter}{last}" for letter, first, last in letters)
