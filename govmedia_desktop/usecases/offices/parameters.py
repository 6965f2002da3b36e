"""Local parameters: the 主管单位 sets limits for its offices, stricter than national only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.parameters import RULES, Parameter, climb, in_force, is_looser
from govmedia_desktop.domain.verdicts import Severity
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.standing import Row, roots, standing
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.offices.known import find_office, parents


@dataclass(frozen=True)
class NewParameter:
    """A local value to be set; the office is a name, None for the own one."""

    name: str
    value: str
    basis: str
    severity: Severity = Severity.HINT
    office: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def set_parameter(desk: Desk, new: NewParameter) -> str:
    """Set a local parameter and return its id.

    Raises `RefusedError` for an unknown name, a value looser than the national one, a missing
    basis, dates the wrong way round, or an office above the own one (domain.md §8, 下发).
    """
    value = _checked(new)
    office = find_office(desk, new.office).id if new.office else desk.office
    own = roots(desk.db).get(desk.office, desk.office)
    if office in climb(own, parents(desk))[1:]:
        raise RefusedError(f"“{new.office}”是上级单位，它的参数只能由它下发；没有保存。")
    values = {
        "office": office,
        "name": new.name,
        "value": str(value),
        "basis": new.basis.strip(),
        "severity": new.severity.value,
        "valid_from": str(new.valid_from) if new.valid_from else None,
        "valid_to": str(new.valid_to) if new.valid_to else None,
    }
    record = _replaced(desk, values) or new_id()
    desk.record([Edit(record, "parameter", {**values})])
    return record


def list_parameters(desk: Desk) -> list[Parameter]:
    """Return all local parameters that can hold.

    What a file brought that no office could have set, a value that is none or that is looser than
    the national one, holds nowhere.
    """
    return list(filter(None, map(_parameter, standing(desk.db, "parameter"))))


def parameters_by_owner(desk: Desk, day: date) -> Callable[[str | None], list[Parameter]]:
    """Return which are in force on that day (the 监测时间点), as a function of an account's owner.

    The nearest office upward from the owner decides; where the climb finds nothing, the data
    folder's own office and those above it. Looked up once for all owners.
    """
    above, every = parents(desk), list_parameters(desk)
    own = climb(roots(desk.db).get(desk.office, desk.office), above)

    def of(owner: str | None) -> list[Parameter]:
        return in_force(every, list(dict.fromkeys([*climb(owner, above), *own])), str(day))

    return of


def update_limits(desk: Desk, day: date) -> Callable[[str | None], int]:
    """Return the update limit in force on a day, in 自然日, as a function of an account's owner."""
    in_force, national = parameters_by_owner(desk, day), RULES["max_idle_days"].national

    def limit(owner: str | None) -> int:
        local = (p.value for p in in_force(owner) if p.name == "max_idle_days")
        return int(next(local, national) or 0)

    return limit


def _checked(new: NewParameter) -> Decimal:
    if new.name not in RULES:
        raise RefusedError(f"没有名为“{new.name}”的参数；可以设置：{'、'.join(RULES)}。")
    rule = RULES[new.name]
    try:
        value = Decimal(new.value)
    except InvalidOperation as error:
        raise RefusedError(f"{rule.label}“{new.value}”不是数；没有保存。") from error
    if not rule.admits(value):
        raise RefusedError(f"{rule.label}要填1到{rule.most}的整数（{rule.unit}）；没有保存。")
    if is_looser(new.name, value):
        raise RefusedError(
            f"{rule.label}{value}{rule.unit}比国家规定的{rule.national}{rule.unit}宽，没有保存；"
            "地方标准只能更严。"
        )
    if not new.basis.strip():
        raise RefusedError(f"请写明{rule.label}的依据（文件名或文号）；没有保存。")
    if new.valid_from and new.valid_to and new.valid_from > new.valid_to:
        raise RefusedError("起始日期晚于截止日期；没有保存。")
    return value


def _replaced(desk: Desk, values: dict[str, str | None]) -> str | None:
    """The same parameter for the same office and dates is changed, not doubled."""
    same = ("office", "name", "valid_from", "valid_to")
    rows = standing(desk.db, "parameter")
    return next((r["id"] for r in rows if all(r[k] == values[k] for k in same)), None)


def _parameter(row: Row) -> Parameter | None:
    try:
        value, severity = Decimal(row["value"] or ""), Severity(row["severity"] or "")
    except (InvalidOperation, ValueError):
        return None
    name = row["name"]
    if name not in RULES or not RULES[name].admits(value) or is_looser(name, value):
        return None
    dates = (row["valid_from"], row["valid_to"])
    return Parameter(row["id"], row["office"], name, value, row["basis"] or "", severity, *dates)
