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
_CONCLUSION = [title for title, _width in COLUMNS].index("检查结论")
_IN_ONE_LINE = ("序号", "平台", "状态", "最近更新", "检查性质", "监测时间点", "检查结论")
_WHOLE = ", ".join(
    f"td:nth-child({n})" for n, (title, _) in enumerate(COLUMNS, 1) if title in _IN_ONE_LINE
)
_NAMED = "\n".join(
    f'  td:nth-child({n})::before {{ content: "{title}"; }}'
    for n, (title, _width) in enumerate(COLUMNS, 1)
    if n > 2
)
"""What a phone writes before each value, since a row is a card there and has no header."""
_STYLE = f"""
body {{ font: 14px/1.6 "Microsoft YaHei UI", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif;
  color: #1D2733; background: #FFFFFF; max-width: 1160px; margin: 24px auto; padding: 0 16px; }}
h1 {{ font-size: 22px; margin: 0 0 4px; overflow-wrap: anywhere; text-wrap: balance; }}
h2 {{ font-size: 16px; margin: 20px 0 8px; }}
.practice {{ color: #C0392B; font-weight: bold; }}
p {{ margin: 4px 0; }} .faint {{ color: #5C6874; }}
dl {{ display: flex; flex-wrap: wrap; gap: 8px 32px; margin: 12px 0; }}
dl div {{ display: flex; gap: 8px; }} dt {{ color: #5C6874; white-space: nowrap; }}
dd {{ margin: 0; font-weight: bold; overflow-wrap: anywhere; }}
dl.faint dd {{ font-weight: normal; }}
table {{ border-collapse: collapse; width: 100%; margin-bottom: 12px; }}
thead {{ display: table-header-group; }}
th, td {{ border: 1px solid #8A96A3; padding: 4px 6px; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }} th {{ background: #E8EEF4; white-space: nowrap; }}
{_WHOLE} {{ white-space: nowrap; }} td:last-child {{ min-width: 120px; }}
td:first-child {{ text-align: right; }} tr {{ break-inside: avoid; }}
.ok {{ color: #2E7D32; }} .fail {{ color: #C0392B; font-weight: bold; }} .open {{ color: #5C6874; }}
@page {{ size: A4 landscape; margin: 12mm;
  @bottom-center {{ content: "第 " counter(page) " 页"; font: 11px sans-serif; color: #5C6874; }} }}
@media print {{ body {{ max-width: none; margin: 0; padding: 0; font-size: 11px; }} }}
@media screen and (max-width: 720px) {{
  body {{ margin: 12px auto; }} h1 {{ font-size: 19px; }} dl {{ gap: 4px 24px; }}
  table, tbody, tr, td {{ display: block; border: 0; }} thead {{ display: none; }}
  tr {{ border: 1px solid #8A96A3; border-radius: 4px; margin-bottom: 8px; padding: 4px 8px; }}
  td {{ padding: 1px 0 1px 7em; text-indent: -7em; white-space: normal; }}
  td:nth-child(n) {{ white-space: normal; }} td:empty {{ display: none; }}
  td::before {{ display: inline-block; width: 7em; text-indent: 0; color: #5C6874;
    font-weight: normal; }}
  td:first-child {{ float: left; padding: 1px 8px 1px 0; text-indent: 0; color: #5C6874; }}
  td:nth-child(2) {{ padding-left: 0; text-indent: 0; font-weight: bold; }}
  td:first-child::before, td:nth-child(2)::before {{ display: none; }}
{_NAMED}
}}
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


_NO_ACCOUNTS = "这个文件里没有账号。"
_NOTHING_CHECKED = "这个周期还没有检查过，下面是登记的账号。"
_GOOD, _BAD = ("合格", "自查未发现问题"), ("不合格", "自查发现问题")


@dataclass(frozen=True)
class Summary:
    """What a file is, in words, and its accounts; what is not known is empty.

    `accounts` is None where the file tells of none, a receipt.
    """

    title: str
    facts: Sequence[tuple[str, str]]
    """Who, to whom, when, …: name and text."""
    counts: Sequence[tuple[str, str]]
    """What was found: name and number with its unit."""
    accounts: Sequence[StampedAccount] | None
    left_out: int = 0
    """Accounts that are in the file and not in this list."""
    practice: bool = False
    what: str = ""
    """What the file is good for, in one sentence."""
    contents: Sequence[tuple[str, str]] = ()
    """What the file carries: name and number with its unit."""
    about: str = "检查情况"
    """What the list of accounts is headed with."""


def summary_html(summary: Summary) -> bytes:
    """Return the page, complete in itself."""
    mark = '<p class="practice">【练习】练习数据，不作为工作依据</p>' if summary.practice else ""
    parts = [
        _HEAD,
        f"<title>{_text(summary.title)}</title><style>{_STYLE}</style></head><body>\n",
        f"{mark}<h1>{_text(summary.title)}</h1>\n",
        f"<p>{_text(summary.what)}</p>\n" if summary.what else "",
        _list(summary.facts),
        _accounts(summary),
        _list(summary.contents, "faint"),
        f'<p class="faint">{_WHAT_FOR}</p>\n</body></html>\n',
    ]
    return "".join(parts).encode("utf-8")


def summary_workbook(summary: Summary) -> bytes:
    """Return the same as a workbook, ready to print."""
    from govmedia_desktop.reports.workbook import Page, new_workbook  # noqa: PLC0415 (openpyxl)

    workbook = new_workbook()
    page = Page(workbook.create_sheet("内容摘要"), [width for _title, width in COLUMNS])
    page.title(summary.title, _in_line(summary.facts), summary.practice)
    page.line(summary.what)
    page.line(_in_line([*summary.counts, *summary.contents]))
    if summary.accounts is not None:
        page.table([title for title, _width in COLUMNS], _rows(summary.accounts), _NO_ACCOUNTS)
        page.repeat_header(5)
    if summary.left_out:
        page.line(_more(summary))
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _accounts(summary: Summary) -> str:
    if summary.accounts is None:
        return ""
    unread = not any(account.nature for account in summary.accounts)
    parts = [
        f"<h2>{_text(summary.about)}</h2>\n",
        _list(summary.counts),
        f"<p>{_NOTHING_CHECKED}</p>\n" if summary.accounts and unread else "",
        _table(summary.accounts),
        f"<p>{_more(summary)}</p>\n" if summary.left_out else "",
    ]
    return "".join(parts)


def _rows(accounts: Sequence[StampedAccount]) -> list[tuple[int | str, ...]]:
    return [(number, *astuple(account)) for number, account in enumerate(accounts, 1)]


def _table(accounts: Sequence[StampedAccount]) -> str:
    if not accounts:
        return f"<p>{_NO_ACCOUNTS}</p>\n"
    head = "".join(f"<th>{_text(title)}</th>" for title, _width in COLUMNS)
    rows = "\n".join(
        f"<tr>{''.join(map(_cell, range(len(row)), row))}</tr>" for row in _rows(accounts)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>\n"


def _cell(column: int, value: int | str) -> str:
    text = _text(str(value))
    if column != _CONCLUSION or not text:
        return f"<td>{text}</td>"
    sign, state = _sign(text)
    return f'<td class="{state}">{sign} {text}</td>'


def _sign(conclusion: str) -> tuple[str, str]:
    """Return sign and class; what nobody confirmed is marked neither good nor bad."""
    if "待核实" not in conclusion and conclusion.startswith(_BAD):
        return "✗", "fail"
    return ("✓", "ok") if conclusion.startswith(_GOOD) else ("○", "open")


def _list(pairs: Sequence[tuple[str, str]], kind: str = "") -> str:
    told = f' class="{kind}"' if kind else ""
    return f"<dl{told}>{_pairs(pairs)}</dl>\n" if pairs else ""


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
