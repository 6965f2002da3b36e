"""What a file holds, for people without the program: a page for any browser, and a workbook.

The page has no script and loads nothing; both hold what the stamped table holds, no contact data.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from html import escape
from io import BytesIO

from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.reports.stamped import COLUMNS, StampedAccount

MOST_ACCOUNTS = 2_000
_STYLE = """
body { font: 14px/1.6 "Microsoft YaHei UI", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif;
  color: #1D2733; max-width: 1100px; margin: 24px auto; padding: 0 16px; }
h1 { font-size: 22px; margin: 0 0 4px; } .practice { color: #C0392B; font-weight: bold; }
p { margin: 4px 0; } .faint { color: #6B7785; }
dl { display: flex; flex-wrap: wrap; gap: 8px 32px; margin: 16px 0; }
dl div { display: flex; gap: 8px; } dt { color: #6B7785; } dd { margin: 0; font-weight: bold; }
table { border-collapse: collapse; width: 100%; } thead { display: table-header-group; }
th, td { border: 1px solid #8A96A3; padding: 4px 6px; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; } th { background: #E8EEF4; white-space: nowrap; }
td:first-child { text-align: right; } tr { break-inside: avoid; }
@page { size: A4 landscape; margin: 12mm; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 11px; } }
"""
_HEAD = (
    '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    '<meta name="viewport" content="width=device-width">\n'
)
_WHAT_FOR = (
    "本页供没有安装程序的同志阅看，内容以文件内的记录为准。"
    "要把数据并入台账，请用政务新媒体监管程序“接收”整个文件。"
)


@dataclass(frozen=True)
class Summary:
    """What a file is, in words, and its accounts; what is not known is empty."""

    title: str
    facts: Sequence[tuple[str, str]]
    """Who, to whom, when, …: name and text."""
    counts: Sequence[tuple[str, str]]
    """Name and number with its unit."""
    accounts: Sequence[StampedAccount]
    left_out: int = 0
    """Accounts that are in the file and not in this list."""
    practice: bool = False


def summary_html(summary: Summary) -> bytes:
    """Return the page, complete in itself."""
    mark = '<p class="practice">【练习】练习数据，不作为工作依据</p>' if summary.practice else ""
    parts = [
        _HEAD,
        f"<title>{_text(summary.title)}</title><style>{_STYLE}</style></head><body>\n",
        f"{mark}<h1>{_text(summary.title)}</h1>\n",
        f"<dl>{_pairs(summary.facts)}</dl>\n<dl>{_pairs(summary.counts)}</dl>\n",
        _table(summary.accounts),
        f"<p>{_more(summary)}</p>\n" if summary.left_out else "",
        f'<p class="faint">{_WHAT_FOR}</p>\n</body></html>\n',
    ]
    return "".join(parts).encode("utf-8")


def summary_workbook(summary: Summary) -> bytes:
    """Return the same as a workbook, ready to print."""
    from govmedia_desktop.reports.workbook import Page, new_workbook  # noqa: PLC0415 (openpyxl)

    workbook = new_workbook()
    page = Page(workbook.create_sheet("内容摘要"), [width for _title, width in COLUMNS])
    page.title(summary.title, _in_line(summary.facts), summary.practice)
    page.line(_in_line(summary.counts))
    page.table([title for title, _width in COLUMNS], _rows(summary.accounts), "没有账号")
    page.repeat_header(4)
    if summary.left_out:
        page.line(_more(summary))
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _rows(accounts: Sequence[StampedAccount]) -> list[tuple[int | str, ...]]:
    return [(number, *astuple(account)) for number, account in enumerate(accounts, 1)]


def _table(accounts: Sequence[StampedAccount]) -> str:
    if not accounts:
        return "<p>没有账号</p>\n"
    head = "".join(f"<th>{_text(title)}</th>" for title, _width in COLUMNS)
    rows = "\n".join(
        f"<tr>{''.join(f'<td>{_text(str(value))}</td>' for value in row)}</tr>"
        for row in _rows(accounts)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>\n"


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(
        f"<div><dt>{_text(name)}</dt><dd>{_text(text)}</dd></div>" for name, text in pairs if text
    )


def _in_line(pairs: Sequence[tuple[str, str]]) -> str:
    return "　".join(f"{name}：{text}" for name, text in pairs if text)


def _more(summary: Summary) -> str:
    return f"还有 {summary.left_out} 个账号没有列在这里，都在文件的记录里。"


def _text(text: str) -> str:
    return escape(clean_text(text))
