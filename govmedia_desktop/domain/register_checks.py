"""What the register finds by itself (国办发〔2018〕123号; domain.md §2, §5, §6).

Every finding rests on what the register says and is told with its reason; a person decides. Of what
the register does not say (no owner, no verified body …) nothing is found.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from govmedia_desktop.domain.accounts import Account, AccountKind, Status
from govmedia_desktop.domain.life import Step, StepKind, has_notice, latest
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.naming_rule import naming_faults
from govmedia_desktop.domain.near_duplicates import NamedAccount, near_duplicates, sounds_alike
from govmedia_desktop.domain.posts import Post
from govmedia_desktop.domain.same_posts import SPAN_DAYS, same_posts

NORM = "国办发〔2018〕123号"


class Check(StrEnum):
    """What was found, in the words of the trade (domain.md §5.2)."""

    SAME_PLATFORM = "同平台重复开设"
    NAME_DIFFERS = "跨平台名称不一致"
    VERIFIED_BODY = "认证主体与主办单位不一致"
    NAMING = "名称不规范"
    UNFILED = "未备案"
    RENAMED = "更名未报变更"
    REOPENED = "已注销账号重新上线"
    NO_NOTICE = "关停未发停更公告"
    NEAR_DUPLICATE = "疑似重复登记"
    ZOMBIE = "僵尸号"
    DORMANT = "睡眠号"
    SHELL = "空壳号"
    SAME_POSTS = "同质化"


@dataclass(frozen=True)
class Registered:
    """An account as the register knows it, with its owner, its steps, and its former names."""

    account: Account
    owner_name: str | None = None
    steps: Sequence[Step] = ()
    former_names: Sequence[str] = ()
    """Names it had before, as they were written, the oldest first."""


@dataclass(frozen=True)
class RegisterFinding:
    """One finding: of which accounts (ids), why, and the clause it rests on."""

    check: Check
    accounts: tuple[str, ...]
    text: str
    basis: str = NORM
    score: float | None = None
    """How sure a likeness looks; None where there is nothing to weigh."""


@dataclass(frozen=True)
class Dormancy:
    """From how many days without an update on a local rule speaks of a 僵尸号 or 睡眠号, and below
    how many posts in the last `SPAN_DAYS` days of a 空壳号.
    """

    zombie_days: int | None = None
    zombie_basis: str = ""
    dormant_days: int | None = None
    dormant_basis: str = ""
    shell_posts: int | None = None
    shell_basis: str = ""


@dataclass(frozen=True)
class Sameness:
    """From which share of same posts on a local rule speaks of 同质化."""

    percent: Decimal
    basis: str


@dataclass(frozen=True)
class Surroundings:
    """What the register alone does not know: the day, the local rules by owner's id.

    `posts`: those of the last `SPAN_DAYS` days by account.
    """

    today: date
    dormancy: Mapping[str | None, Dormancy] = field(default_factory=dict)
    sameness: Mapping[str | None, Sameness] = field(default_factory=dict)
    posts: Mapping[str, Sequence[Post]] = field(default_factory=dict)
    suspended: Container[str] = ()
    """Accounts that need not be updated today: 暂停更新(经批准)."""


def check_register(register: Sequence[Registered], around: Surroundings) -> list[RegisterFinding]:
    """Return all that the register finds by itself, in the order of `Check`, then by account."""
    found = [
        *_by_owner(register, around),
        *(f for known in register for f in _single(known, around)),
        *_reopened(register),
        *_alike(register),
    ]
    order = list(Check)
    return sorted(found, key=lambda f: (order.index(f.check), f.accounts))


def _by_owner(register: Sequence[Registered], around: Surroundings) -> Iterator[RegisterFinding]:
    groups: dict[str, list[Registered]] = defaultdict(list)
    for known in register:
        if known.owner_name and known.account.status.counts:
            groups[clean_name(known.owner_name)].append(known)
    for group in groups.values():
        yield from _same_platform(group)
        yield from _names_differ(group)
        yield from _unfiled_beside(group)
        yield from _posting_the_same(group, around)


def _posting_the_same(
    group: Sequence[Registered], around: Surroundings
) -> Iterator[RegisterFinding]:
    """Without a local rule nothing is too much alike."""
    rule = around.sameness.get(group[0].account.owner)
    named = {k.account.id: k.account for k in group if k.account.id in around.posts}
    if rule is None:
        return
    for same in same_posts({id_: around.posts[id_] for id_ in named}):
        if same.share * 100 > rule.percent:
            told = "、".join(
                f"{a.platform.label}“{a.name}”" for a in (named[same.one], named[same.other])
            )
            examples = "、".join(f"《{title}》" for title in same.examples)
            text = (
                f"{told}近{SPAN_DAYS}天有{same.common}条标题相同，占发布较少一方{same.of}条的"
                f"{float(same.share):.0%}，超过{rule.percent}%，如{examples}。"
            )
            ids = (same.one, same.other)
            yield RegisterFinding(Check.SAME_POSTS, ids, text, rule.basis, float(same.share))


def _same_platform(group: Sequence[Registered]) -> Iterator[RegisterFinding]:
    for same in _grouped(group, lambda known: known.account.platform.value).values():
        if len(same) > 1:
            first = same[0]
            names = "、".join(f"“{known.account.name}”" for known in same)
            yield RegisterFinding(
                Check.SAME_PLATFORM,
                _ids(same),
                f"{first.owner_name}在{first.account.platform.label}有{len(same)}个账号：{names}；"
                "一个单位原则上在同一平台只开设一个账号。",
            )


def _names_differ(group: Sequence[Registered]) -> Iterator[RegisterFinding]:
    spelled = _grouped(group, lambda known: clean_name(known.account.name))
    platforms = {known.account.platform for known in group}
    if len(spelled) < 2 or len(platforms) < 2 or len(group) != len(platforms):
        return  # of two accounts on one platform nobody knows which name to compare
    told = "、".join(f"{k.account.platform.label}“{k.account.name}”" for k in group)
    yield RegisterFinding(
        Check.NAME_DIFFERS,
        _ids(group),
        f"{group[0].owner_name}的账号名称不一致：{told}；不同平台的名称原则上保持一致。",
    )


def _unfiled_beside(group: Sequence[Registered]) -> Iterator[RegisterFinding]:
    filed = [known for known in group if known.account.filing_number]
    if not filed:
        return  # a register without filing numbers says nothing of filing
    for known in group:
        if not known.account.filing_number:
            yield RegisterFinding(
                Check.UNFILED,
                (known.account.id,),
                f"“{known.account.name}”没有备案号，而{known.owner_name}的"
                f"“{filed[0].account.name}”已备案；开设要逐个备案。",
            )


def _single(known: Registered, around: Surroundings) -> Iterator[RegisterFinding]:
    if known.account.status is Status.UNFILED:
        yield _of(known, Check.UNFILED, "登记的状态是未备案；请补办备案，或按规定关停。")
    if known.account.status.counts:
        yield from _verified_body(known)
        yield from _naming(known)
        if _has_to_post(known.account, around):
            yield from list(_dormant(known, around)) or _shell(known, around)
    yield from _renamed(known)
    if known.account.status in (Status.CLOSED, Status.CANCELLED) and not has_notice(known.steps):
        yield _of(
            known,
            Check.NO_NOTICE,
            f"登记为{known.account.status}，没有停更公告的记录；关停要先向社会公告去向。",
        )


def _verified_body(known: Registered) -> Iterator[RegisterFinding]:
    body, owner = known.account.verified_body, known.owner_name
    if body and owner and clean_name(body) != clean_name(owner):
        yield _of(
            known,
            Check.VERIFIED_BODY,
            f"认证主体是“{body}”，主办单位是“{owner}”；公开认证信息要标明主办单位。",
        )


def _naming(known: Registered) -> Iterator[RegisterFinding]:
    if faults := naming_faults(known.account.name):
        yield _of(known, Check.NAMING, f"{'；'.join(faults)}。名称要简洁规范，与主办单位职责相符。")


def _has_to_post(account: Account, around: Surroundings) -> bool:
    """服务类 need not post, nor who was allowed to pause (domain.md §1.2, §8)."""
    return account.kind is AccountKind.PUBLISHING and account.id not in around.suspended


def _dormant(known: Registered, around: Surroundings) -> Iterator[RegisterFinding]:
    """A date that nobody looked up lately enough judges nobody (domain.md §8)."""
    rule = around.dormancy.get(known.account.owner, Dormancy())
    last, looked_up = known.account.last_update, known.account.last_update_verified
    if last is None or looked_up is None:
        return
    idle = (date.fromisoformat(looked_up) - date.fromisoformat(last)).days
    for check, days, basis in (
        (Check.ZOMBIE, rule.zombie_days, rule.zombie_basis),
        (Check.DORMANT, rule.dormant_days, rule.dormant_basis),
    ):
        if days is not None and idle > days:
            text = f"{looked_up}核实时，最近更新是{last}，已{idle}天，超过{days}天。"
            yield RegisterFinding(check, (known.account.id,), text, basis)
            return


def _shell(known: Registered, around: Surroundings) -> Iterator[RegisterFinding]:
    """Of whom no post is known nobody can say how few there are."""
    account = known.account
    rule = around.dormancy.get(account.owner, Dormancy())
    posts = len(around.posts.get(account.id, ()))
    if posts and rule.shell_posts is not None and posts < rule.shell_posts:
        text = (
            f"按已登记的发布记录，近{SPAN_DAYS}天只发布{posts}条，不到{rule.shell_posts}条；"
            "请核实是否还有实际使用。"
        )
        yield RegisterFinding(Check.SHELL, (account.id,), text, rule.shell_basis)


def _renamed(known: Registered) -> Iterator[RegisterFinding]:
    told = {clean_name(s.before) for s in known.steps if s.field == "name"}
    for former in known.former_names:
        # a name that only was spelled otherwise was mended, not changed
        if clean_name(former) not in told and not sounds_alike(former, known.account.name):
            yield _of(
                known,
                Check.RENAMED,
                f"台账里曾名“{former}”，没有变更的记录；变更名称要备案。",
            )


def _reopened(register: Sequence[Registered]) -> Iterator[RegisterFinding]:
    running = {
        key: known
        for known in register
        if known.account.status.counts
        for key in _identities(known.account)
    }
    for known in register:
        if known.account.status not in (Status.CANCELLED, Status.CLOSED):
            continue
        again = next((running[k] for k in _identities(known.account) if k in running), None)
        closing = latest(known.steps, StepKind.CANCELLED, StepKind.CLOSED)
        if again is not None:
            text = f"登记为{known.account.status}，同名或同号的账号又在运行；请核实是否重新上线。"
            yield RegisterFinding(
                Check.REOPENED, tuple(sorted((known.account.id, again.account.id))), text
            )
        elif closing and (known.account.last_update or "") > closing.day:
            yield _of(
                known,
                Check.REOPENED,
                f"{closing.day}{closing.kind}，{known.account.last_update}又有更新。",
            )


def _identities(account: Account) -> Iterator[tuple[str, ...]]:
    if account.platform_id:
        yield (account.platform, "id", clean_name(account.platform_id))
    yield (account.platform, "name", clean_name(account.name), account.owner or "")


def _alike(register: Sequence[Registered]) -> Iterator[RegisterFinding]:
    named = {
        k.account.id: NamedAccount(k.account.id, k.account.platform, k.account.name, k.owner_name)
        for k in register
    }
    for like in near_duplicates(list(named.values())):
        one, other = named[like.one].name, named[like.other].name
        yield RegisterFinding(
            Check.NEAR_DUPLICATE,
            (like.one, like.other),
            f"“{one}”与“{other}”{like.why}；请核对是不是同一个账号。",
            basis="",
            score=like.score,
        )


def _of(known: Registered, check: Check, text: str) -> RegisterFinding:
    return RegisterFinding(check, (known.account.id,), text)


def _ids(group: Iterable[Registered]) -> tuple[str, ...]:
    return tuple(sorted(known.account.id for known in group))


def _grouped(
    group: Iterable[Registered], key: Callable[[Registered], str]
) -> dict[str, list[Registered]]:
    groups: dict[str, list[Registered]] = defaultdict(list)
    for known in group:
        groups[key(known)].append(known)
    return groups
