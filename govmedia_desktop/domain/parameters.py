"""Local parameters: limits that a 主管单位 sets for its offices, stricter than national only.

Which there may be follows the local rules of domain.md §4; none has a value until somebody sets it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from govmedia_desktop.domain.findings import Severity, points_as_text

DEFAULT_FORM = "default_form"
"""Goes down like a parameter: the form that is used where none is named."""
HOLIDAYS = "holidays:"
"""Goes down likewise, a year behind it: that year's 放假安排."""
_OTHERS = {DEFAULT_FORM: "默认检查表"}


@dataclass(frozen=True)
class Rule:
    """What a parameter is: its national value (None where there is none) and its direction.

    `seen`: what places have set it to, as an example; no rule for anybody else. `most`: the
    greatest value that means anything.
    """

    name: str
    label: str
    unit: str
    national: Decimal | None
    stricter_is_smaller: bool
    seen: str = ""
    most: int = 3650

    def admits(self, value: Decimal) -> bool:
        """Whether a value means anything: days, posts and per cents are whole numbers from 1 on."""
        return value.is_finite() and 1 <= value <= self.most and value % 1 == 0

    def worded(self, value: Decimal) -> str:
        """Return the rule with a value, as people say it: `最长不更新天数10天`."""
        return f"{self.label}{points_as_text(value)}{self.unit}"


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "max_idle_days",
            "最长不更新天数",
            "天",
            Decimal(14),
            stricter_is_smaller=True,
            seen="福建闽侯10天，甘肃张掖、安徽六安民政局每周更新",
        ),
        Rule(
            "app_idle_days",
            "移动客户端、小程序最长不更新天数",
            "天",
            None,
            stricter_is_smaller=True,
            seen="甘肃高台把两个月未更新列为问题线索",
        ),
        Rule(
            "posts_per_week",
            "每周最少发布条数",
            "条",
            None,
            stricter_is_smaller=False,
            seen="河南夏邑对微信每周少于3条的通报批评",
        ),
        Rule(
            "originals_per_month",
            "每月最少原创条数",
            "条",
            None,
            stricter_is_smaller=False,
            seen="陕西杨凌每月至少1条",
        ),
        Rule(
            "responses_per_month",
            "每月最少回应关切篇数",
            "篇",
            None,
            stricter_is_smaller=False,
            seen="安徽六安民政局每月至少1篇",
        ),
        Rule(
            "reply_days",
            "留言答复期限",
            "个工作日",
            None,
            stricter_is_smaller=True,
            seen="湖南、山东郯城简单咨询5个工作日",
        ),
        Rule(
            "filing_days",
            "开设、变更、关停、注销的备案期限",
            "个工作日",
            None,
            stricter_is_smaller=True,
            seen="湖北5个工作日，山东临沂河东区2个工作日",
        ),
        Rule(
            "zombie_days",
            "僵尸号未更新天数",
            "天",
            None,
            stricter_is_smaller=True,
            seen="贵州抽查时超过三个月未更新",
        ),
        Rule(
            "dormant_days",
            "睡眠号未更新天数",
            "天",
            None,
            stricter_is_smaller=True,
        ),
        Rule(
            "shell_posts",
            "空壳号：近90天发布条数下限",
            "条",
            None,
            stricter_is_smaller=False,
        ),
        Rule(
            "same_posts_percent",
            "同一单位账号相同内容占比上限",
            "%",
            None,
            stricter_is_smaller=True,
            most=100,
        ),
    )
}


@dataclass(frozen=True)
class Parameter:
    """One local value with its basis; `valid_from`/`valid_to` are ISO dates, inclusive, or None."""

    id: str
    office: str
    name: str
    value: Decimal
    basis: str
    severity: Severity = Severity.HINT
    valid_from: str | None = None
    valid_to: str | None = None

    def holds_on(self, day: str) -> bool:
        """Whether it is in force on that ISO date (the 监测时间点)."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


def in_words(parameter: Parameter) -> str:
    """Return a local rule with its basis and, beside it, the national one where there is one."""
    rule = RULES[parameter.name]
    national = f"（国家规定{rule.national}{rule.unit}）" if rule.national is not None else ""
    basis = f"{parameter.basis}：" if parameter.basis else ""
    return f"{basis}{rule.worded(parameter.value)}{national}"


def is_looser(name: str, value: Decimal) -> bool:
    """Whether a local value would be looser than the national one (then it is refused)."""
    rule = RULES[name]
    if rule.national is None:
        return False
    return value > rule.national if rule.stricter_is_smaller else value < rule.national


def label_of(name: str) -> str:
    """Return what people call a parameter; what is no limit has a name of its own."""
    if name.startswith(HOLIDAYS):
        return f"{name.removeprefix(HOLIDAYS)}年放假安排"
    return RULES[name].label if name in RULES else _OTHERS.get(name, name)


def climb(office: str | None, parents: Mapping[str, str | None]) -> list[str]:
    """Return the office and those above it, nearest first; a ring of parents ends the climb."""
    path: list[str] = []
    while office is not None and office not in path:
        path.append(office)
        office = parents.get(office)
    return path


def in_force(parameters: Iterable[Parameter], offices: Sequence[str], day: str) -> list[Parameter]:
    """Return for each name the parameter of the nearest office that holds on the day.

    `offices` run from the account's owner upward, the data folder's own office last.
    Within one office the latest to begin decides, then the smallest id.
    """
    rank = {office: place for place, office in reversed(list(enumerate(offices)))}
    holding = [p for p in parameters if p.office in rank and p.holds_on(day)]
    holding.sort(key=lambda p: p.id)
    holding.sort(key=lambda p: p.valid_from or "", reverse=True)
    holding.sort(key=lambda p: rank[p.office])
    nearest: dict[str, Parameter] = {}
    for parameter in holding:
        nearest.setdefault(parameter.name, parameter)
    return sorted(nearest.values(), key=lambda p: p.name)
