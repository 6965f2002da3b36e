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

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.scores import Cap, Scoring
from govmedia_desktop.forms.compiled import CompiledForm

NUMBERS = {
    "base": "基础分",
    "least": "最低分",
    "pass_mark": "合格线",
    "most_bonus": "加分上限",
    "bonus_above": "计加分的分数线",
}
SETTINGS = (*NUMBERS, "nature", "replaces")
"""`replaces` belongs to `renames`."""


def scoring_of(form: CompiledForm) -> Scoring | None:
    """Return how the form scores, None where it has no `base`."""
    numbers = {name: number_from(form.settings.get(name, "")) for name in NUMBERS}
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
        most = number_from(node.rules.get("most", ""))
        if most is not None:
            yield Cap(node.path, node.rules.get("problem") or node.label, most)


def number_from(text: str) -> Decimal | None:
    """Return a number of the settings or a cap, None where it is none or below 0."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None
