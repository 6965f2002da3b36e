"""Small XLSForm workbooks for tests, written as rows."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook

from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.forms.run import Context, FormRun

NAMESPACES = 'gm="https://govmedia-desktop.example/check"'
YES_NO = [("yn", "yes", "是"), ("yn", "no", "否"), ("yn", "unchecked", "未检查")]
Row = dict[str, str]


def workbook(
    survey: Sequence[Row], choices: Sequence[tuple[str, ...]] = YES_NO, **settings: str
) -> bytes:
    """Return an .xlsx of the rows; `choices` are (list_name, name, label, further…)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    headers = list(dict.fromkeys(header for row in survey for header in row))
    write(book, "survey", [headers, *([row.get(h) for h in headers] for row in survey)])
    write(book, "choices", [["list_name", "name", "label", "extra"], *choices])
    known = {"form_id": "f", "version": "1", "form_title": "表", "namespaces": NAMESPACES}
    write(book, "settings", [list(known | settings), list((known | settings).values())])
    return saved(book)


def write(book: Workbook, title: str, rows: Sequence[Sequence[str | None]]) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def row(kind: str, name: str, **columns: str) -> Row:
    """Return a survey row; `gm_fails=…` stands for the column `bind::gm:fails`."""
    named = {
        (f"bind::gm:{k[3:]}" if k.startswith("gm_") else k): text for k, text in columns.items()
    }
    return {"type": kind, "name": name, "label": "" if kind == "calculate" else name, **named}


def compiled(*survey: Row, choices: Sequence[tuple[str, ...]] = YES_NO) -> CompiledForm:
    return compile_workbook(workbook(survey, choices), "f.xlsx")


def run(form: CompiledForm, day: str = "2026-11-21", answers=None, **context) -> FormRun:
    stamps = {"staff": "张三", "now": lambda: "2026-11-22T09:00:00+08:00"}
    return FormRun(form, Context(date.fromisoformat(day), **stamps, **context), answers)
