"""What a form's settings say: how its points make a score, and the nature of its inspections.

| settings column | meaning |
|---|---|
| `attribute::gm:base` | 基础分; with it the form has a score |
| `attribute::gm:least` | deductions end here; 0 unless given |
| `attribute::gm:pass_mark` | a score below it is 不合格 |
| `attribute::gm:most_bonus` | all bonus together counts no more than this |
| `attribute::gm:bonus_above` | bonus counts only where more is left after the deductions |
| `attribute::gm:nature` | 检查性质 of every inspection under this form, whatever was chosen |

In the survey `bind::gm:most`, on an item or a group, is the most that it deducts or adds: all rows
of a repeat, all items of the group together.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from govmedia_desktop.domain.findings import Severity
from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.scores import Cap, Scoring
from govmedia_desktop.forms.compiled import CompiledForm, Node
from govmedia_desktop.forms.faults import Fault
from govmedia_desktop.forms.places import Places
from govmedia_desktop.forms.workbook import Sheet, Workbook

PREFIX = "attribute::gm:"
NUMBERS = {
    "base": "基础分",
    "least": "最低分",
    "pass_mark": "合格线",
    "most_bonus": "加分上限",
    "bonus_above": "计加分的分数线",
}
SETTINGS = (*NUMBERS, "nature")
_POINTED = (Severity.DEDUCT.value, Severity.BONUS.value)


def scoring_of(form: CompiledForm) -> Scoring | None:
    """Return how the form scores, None where it has no `base`."""
    numbers = {name: _number(form.settings.get(name, "")) for name in NUMBERS}
    if numbers["base"] is None:
        return None
    return Scoring(
        base=numbers["base"],
        least=numbers["least"] or Decimal(0),
        most_bonus=numbers["most_bonus"],
        bonus_above=numbers["bonus_above"],
        pass_mark=numbers["pass_mark"],
        caps=tuple(_caps(form)),
    )


def nature_of(form: CompiledForm) -> Nature | None:
    """Return the 检查性质 that every inspection under the form has, None where it says none."""
    named = form.settings.get("nature", "")
    return Nature(named) if named in set(Nature) else None


def _caps(form: CompiledForm) -> Iterator[Cap]:
    for node in form.nodes:
        most = _number(node.rules.get("most", ""))
        if most is not None:
            yield Cap(node.path, node.rules.get("problem") or _label(node), most)


def _label(node: Node) -> str:
    pieces = (piece for piece in node.texts.get("label", ()) if isinstance(piece, str))
    return "".join(pieces).strip() or node.name


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None


def check_scoring(workbook: Workbook) -> list[Fault]:
    """Return the faults of the settings and of points and caps, by sheet and cell."""
    sheet = workbook.sheets.get("settings") or Sheet("settings")
    given = sheet.rows[0] if sheet.rows else {}
    written = {name: given.get(PREFIX + name, "") for name in SETTINGS}
    faults = [
        Fault(sheet.name, f"{sheet.columns[header]}1", text) for header, text in _unknown(sheet)
    ]
    for name, text in (*_wrong_numbers(written), *_impossible(written)):
        faults.append(Fault(sheet.name, sheet.cell(0, PREFIX + name), text))
    if "survey" in workbook.sheets:
        faults.extend(_survey(Places(workbook, ""), scores=bool(written["base"])))
    return faults


def _unknown(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for header in sheet.columns:
        if "gm:" in header and header.removeprefix(PREFIX) not in SETTINGS:
            known = "、".join(SETTINGS)
            yield header, f"不认识的列“{header}”，“{PREFIX}”后面只能写{known}之一"


def _wrong_numbers(written: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, word in NUMBERS.items():
        if written[name] and _number(written[name]) is None:
            yield name, f"{word}“{written[name]}”不是数，请写0或更大的数，如100"
        elif written[name] and not written["base"]:
            yield name, f"写了{word}就要在“{PREFIX}base”列填基础分，如100"
    if written["nature"] and written["nature"] not in set(Nature):
        yield "nature", f"“{written['nature']}”不是检查性质，只能写{'、'.join(Nature)}之一"


def _impossible(written: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is a number, but leaves part of the scheme without any effect."""
    numbers = {name: _number(written[name]) for name in NUMBERS}
    base, bonus = numbers["base"], numbers["most_bonus"]
    if base is None:
        return
    if numbers["least"] is not None and numbers["least"] > base:
        yield "least", f"最低分比基础分{base}还高，扣分就不起作用了"
    if numbers["bonus_above"] is not None and numbers["bonus_above"] >= base:
        yield "bonus_above", f"扣分后不会高于基础分{base}，这样加分永远不计，请写小一些"
    mark = numbers["pass_mark"]
    if mark is not None and bonus is not None and mark > base + bonus:
        yield "pass_mark", f"合格线比满分{base + bonus}还高，没有账号能合格"


def _survey(places: Places, *, scores: bool) -> Iterator[Fault]:
    for index in range(len(places.sheet.rows)):
        for slot, text in _wrong_points(places, index, scores=scores):
            cell = places.sheet.cell(index, places.header(slot))
            yield Fault(places.sheet.name, cell, text)


def _wrong_points(places: Places, index: int, *, scores: bool) -> Iterator[tuple[str, str]]:
    most, points = places.text(index, "most"), places.text(index, "points")
    severity = places.text(index, "severity")
    if scores and severity in _POINTED and not points:
        yield "severity", "这张检查表计分，扣分项和加分项要在“bind::gm:points”列写分值"
    if scores and points and _is_number(points) and not _number(points):
        yield "points", f"分值“{points}”要大于0；扣还是加由性质（severity）决定"
    if most and _number(most) is None:
        yield "most", f"“{most}”不是数，请写这一项或这一组最多扣（加）几分"
    elif most and not scores:
        yield "most", f"写了most就要在settings工作表的“{PREFIX}base”列填基础分，如100"


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
