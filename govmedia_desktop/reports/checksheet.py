"""The blank check sheet (检查表) on A4: what stands on it, and its layout as html for a printer."""

import html
from collections.abc import Iterator
from dataclasses import dataclass

import segno

BLANK = "＿＿＿＿＿＿＿＿＿＿＿＿"
_LINES = {
    "date": "＿＿＿＿年＿＿月＿＿日",
    "integer": "＿＿＿＿＿＿",
    "decimal": "＿＿＿＿＿＿",
}
_QR_POINTS = 78
"""About 27 mm: a cheap scanner reads 45 modules of 0.6 mm."""
_EDGE = "border:1px solid #7A8591"
_OPEN_ONLY = "本表不得填写涉密信息"


@dataclass(frozen=True)
class SheetQuestion:
    """One question as printed. `known` is what the register or the last check says, with its
    source; `only_if` are numbers of the questions that decide whether it is asked."""

    number: int
    label: str
    kind: str
    choices: tuple[str, ...] = ()
    known: str = ""
    hint: str = ""
    clause: str = ""
    only_if: tuple[int, ...] = ()


@dataclass(frozen=True)
class SheetSection:
    """A section of the form with its questions and notes."""

    label: str
    questions: tuple[SheetQuestion, ...]


@dataclass(frozen=True)
class CheckSheet:
    """A blank sheet for one account. `code` is what its QR code says."""

    title: str
    version: str
    office: str
    account: str
    platform: str
    owner: str
    reference_date: str
    code: str
    sections: tuple[SheetSection, ...]
    practice: bool = False


@dataclass(frozen=True)
class Paper:
    """One document to print: html of plain tables, and the words at the foot of each page."""

    html: str
    foot: str


def paper_of(sheet: CheckSheet) -> Paper:
    """Return a sheet laid out for a printer that knows tables, font sizes and pictures."""
    body = "".join([_head(sheet), *map(_section, sheet.sections), _end()])
    foot = f"{sheet.account}（{sheet.platform}）　{sheet.title} 第{sheet.version}版　{_OPEN_ONLY}"
    return Paper(f"<html><body>{body}</body></html>", _marked(sheet, foot))


def _marked(sheet: CheckSheet, text: str) -> str:
    return f"【练习】{text}" if sheet.practice else text


def _head(sheet: CheckSheet) -> str:
    picture = segno.make(sheet.code, error="m", boost_error=False, micro=False)
    source = picture.png_data_uri(scale=8, border=3)
    facts = (
        (("账号名称", sheet.account), ("平台", sheet.platform)),
        (("主办单位", sheet.owner or BLANK), ("监测时间点", sheet.reference_date)),
    )
    lines = "".join(f"<tr>{''.join(_fact(*fact) for fact in line)}</tr>" for line in facts)
    return (
        '<table width="100%" cellspacing="0" cellpadding="0"><tr><td>'
        f'<p style="font-size:15pt;font-weight:bold">{_text(_marked(sheet, sheet.title))}</p>'
        f'<p style="font-size:9pt;color:#5A6470">{_text(sheet.office)}　第{_text(sheet.version)}版'
        "　答案在□里打√，只选一项；写错划掉重选</p>"
        f'<table cellpadding="3" style="margin-top:4px">{lines}</table></td>'
        f'<td width="{_QR_POINTS + 16}" align="right">'
        f'<img src="{source}" width="{_QR_POINTS}" height="{_QR_POINTS}"></td></tr></table>'
        f'<p style="font-size:6.5pt;color:#5A6470" align="right">{_text(sheet.code)}</p>'
    )


def _fact(name: str, value: str) -> str:
    return (
        f'<td style="color:#5A6470">{name}&nbsp;</td>'
        f"<td><b>{_text(value)}</b>&nbsp;&nbsp;&nbsp;&nbsp;</td>"
    )


def _section(section: SheetSection) -> str:
    rows = "".join(map(_question, section.questions))
    return (
        f'<p style="font-size:11.5pt;font-weight:bold;margin-top:8px;margin-bottom:3px">'
        f"{_text(section.label)}</p>"
        '<table width="100%" cellspacing="0" cellpadding="4"'
        f' style="border-collapse:collapse">{rows}</table>'
    )


def _question(question: SheetQuestion) -> str:
    only = "、".join(map(str, question.only_if))
    aside = (f"视第 {only} 题的回答填写。" if only else "", question.hint, question.clause)
    said = " ".join(filter(None, aside))
    small = f'<br><span style="font-size:8pt;color:#5A6470">{_text(said)}</span>' if said else ""
    cells = (
        ('width="5%" align="center"', f"<b>{question.number}</b>"),
        ('width="55%"', f"{_text(question.label)}{small}"),
        ('width="40%"', "<br>".join(_answers(question))),
    )
    drawn = (f'<td {how} valign="top" style="{_EDGE}">{inside}</td>' for how, inside in cells)
    return f"<tr>{''.join(drawn)}</tr>"


def _answers(question: SheetQuestion) -> Iterator[str]:
    if question.choices:
        if question.kind == "select_multiple":
            yield '<span style="font-size:8pt;color:#5A6470">可选多项</span>'
        yield " &nbsp; ".join(
            f'<span style="font-size:12pt">□</span>&nbsp;{number}&nbsp;{_text(label)}'
            for number, label in enumerate(question.choices, start=1)
        )
    else:
        yield _LINES.get(question.kind, BLANK)
    if question.known:
        yield f'<span style="font-size:9pt">{_text(question.known)}</span>'


def _end() -> str:
    return (
        f'<p style="margin-top:10px">备注：{BLANK * 3}</p>'
        '<p style="margin-top:10px">检查人（签名）：＿＿＿＿＿＿＿＿'
        "　　核查日期：＿＿＿＿年＿＿月＿＿日　　复核：＿＿＿＿＿＿＿＿</p>"
    )


def _text(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
