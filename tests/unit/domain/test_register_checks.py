"""What the register finds by itself: every planted fault, and none that nobody planted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from govmedia_desktop.domain.accounts import Account, AccountKind, Platform, Status
from govmedia_desktop.domain.life import Step, StepKind
from govmedia_desktop.domain.naming_rule import naming_faults
from govmedia_desktop.domain.posts import Post
from govmedia_desktop.domain.register_checks import (
    Check,
    Dormancy,
    Registered,
    Sameness,
    Surroundings,
    check_register,
)

TODAY = date(2026, 11, 21)
OWNER = "示例县司法局"


def known(number, name="示例普法", platform=Platform.WECHAT, owner=OWNER, **others):
    beside = {k: others.pop(k) for k in ("steps", "former_names") if k in others}
    account = Account(str(number), name, platform, owner=owner and f"id {owner}", **others)
    return Registered(account, owner, **beside)


def found(*register, dormancy=None):
    around = Surroundings(TODAY, dormancy or {})
    return [(f.check, f.accounts) for f in check_register(register, around)]


@pytest.mark.parametrize(
    ("posts", "kind", "rule", "shell"),
    [
        (2, AccountKind.PUBLISHING, 3, True),
        (3, AccountKind.PUBLISHING, 3, False),
        (0, AccountKind.PUBLISHING, 3, False),
        (2, AccountKind.SERVICE, 3, False),
        (2, AccountKind.PUBLISHING, None, False),
    ],
)
def test_an_empty_shell_rests_on_a_local_rule_and_on_posts_that_are_known(posts, kind, rule, shell):
    said = [Post(str(n), "1", "2026-11-01", f"第{n}条") for n in range(posts)]
    around = Surroundings(
        TODAY, {f"id {OWNER}": Dormancy(shell_posts=rule)}, posts={"1": said} if said else {}
    )
    found_ = check_register([known(1, kind=kind)], around)
    assert [f.check for f in found_] == ([Check.SHELL] if shell else [])


def step(kind, day, **others):
    return Step(f"{kind}{day}", "1", kind, day, **others)


def test_two_accounts_of_one_owner_on_one_platform():
    register = known(1), known(2, "示例法治在线")
    assert found(*register) == [(Check.SAME_PLATFORM, ("1", "2"))]
    (finding,) = check_register(register, Surroundings(TODAY))
    assert "“示例普法”、“示例法治在线”" in finding.text
    assert finding.basis == "国办发〔2018〕123号"


@pytest.mark.parametrize("status", [Status.CLOSED, Status.CANCELLED, Status.FAKE])
def test_an_account_that_is_not_supervised_is_no_second_one(status):
    notice = [step(StepKind.NOTICE, "2026-01-01")]
    assert found(known(1), known(2, "示例法治在线", status=status, steps=notice)) == []


def test_names_that_differ_between_platforms():
    register = known(1), known(2, "示例司法", Platform.WEIBO), known(3, platform=Platform.DOUYIN)
    assert found(*register) == [(Check.NAME_DIFFERS, ("1", "2", "3"))]
    assert found(known(1), known(2, "示 例普法", Platform.WEIBO)) == []


def test_accounts_without_owner_are_compared_with_nobody():
    assert found(known(1, owner=None), known(2, "另一个名称", owner=None)) == []


def test_a_verified_body_that_is_not_the_owner():
    assert found(known(1, verified_body="某某文化传媒有限公司")) == [(Check.VERIFIED_BODY, ("1",))]
    assert found(known(1, verified_body="示例县 司法局")) == []


def test_no_filing_number_beside_an_account_that_has_one():
    filed = known(1, filing_number="备1号")
    assert found(filed, known(2, platform=Platform.WEIBO)) == [(Check.UNFILED, ("2",))]
    assert found(known(1), known(2, platform=Platform.WEIBO)) == []
    assert found(filed, known(2, platform=Platform.WEIBO, owner="另一局")) == []


def test_an_account_registered_as_not_filed():
    assert found(known(1, status=Status.UNFILED)) == [(Check.UNFILED, ("1",))]


def test_a_former_name_without_a_step_of_change():
    changed = step(StepKind.CHANGED, "2026-05-01", field="name", before="示例司法")
    assert found(known(1, former_names=["示例司法"])) == [(Check.RENAMED, ("1",))]
    assert found(known(1, former_names=["示例司法"], steps=[changed])) == []


def test_a_name_that_was_only_spelled_otherwise_is_mended_not_changed():
    assert found(known(1, former_names=["示例普法！", "示例谱法", "示例普通"])) == [
        (Check.RENAMED, ("1",))
    ]
    assert found(known(1, former_names=["示例普法！", "示例谱法"])) == []


def test_a_closed_account_without_notice():
    closed = [step(StepKind.CLOSED, "2026-05-01")]
    assert found(known(1, status=Status.CLOSED, steps=closed)) == [(Check.NO_NOTICE, ("1",))]


def test_a_cancelled_account_that_runs_again():
    told = [step(StepKind.NOTICE, "2026-04-01"), step(StepKind.CANCELLED, "2026-05-01")]
    gone = known(1, status=Status.CANCELLED, steps=told, last_update="2026-06-01")
    assert found(gone) == [(Check.REOPENED, ("1",))]
    quiet = known(1, status=Status.CANCELLED, steps=told, last_update="2026-04-30")
    assert found(quiet) == []
    assert found(quiet, known(2)) == [(Check.REOPENED, ("1", "2"))]
    assert found(quiet, known(2, platform=Platform.WEIBO)) == []


def test_the_same_number_on_the_platform_is_the_same_account_under_any_name():
    told = [step(StepKind.NOTICE, "2026-04-01")]
    gone = known(1, status=Status.CANCELLED, steps=told, platform_id="gh_1")
    assert found(gone, known(2, "示例法治新名", owner="另一局", platform_id="gh_1")) == [
        (Check.REOPENED, ("1", "2"))
    ]


RULE = {f"id {OWNER}": Dormancy(90, "省抽查", 30, "县规定")}


def test_dormancy_rests_on_a_local_rule_and_a_date_that_somebody_looked_up():
    def of(last, looked_up, dormancy=RULE):
        one = known(1, last_update=last, last_update_verified=looked_up)
        return [check for check, _ in found(one, dormancy=dormancy)]

    assert of("2026-08-01", "2026-11-20") == [Check.ZOMBIE]
    assert of("2026-10-01", "2026-11-20") == [Check.DORMANT]
    assert of("2026-10-25", "2026-11-20") == []
    assert of("2026-01-01", "2026-01-20") == []
    assert of("2026-01-01", None) == []
    assert of(None, "2026-11-20") == []
    assert of("2026-08-01", "2026-11-20", {}) == []


@pytest.mark.parametrize(
    ("rule", "idle", "check"),
    [
        (Dormancy(90, "省抽查", 30, "县规定"), 91, Check.ZOMBIE),
        (Dormancy(90, "省抽查", 30, "县规定"), 90, Check.DORMANT),
        (Dormancy(90, "省抽查", 30, "县规定"), 31, Check.DORMANT),
        (Dormancy(90, "省抽查", 30, "县规定"), 30, None),
        (Dormancy(90, "省抽查"), 91, Check.ZOMBIE),
        (Dormancy(90, "省抽查"), 90, None),
        (Dormancy(dormant_days=30, dormant_basis="县规定"), 91, Check.DORMANT),
        (Dormancy(dormant_days=30, dormant_basis="县规定"), 30, None),
    ],
)
def test_a_sleeping_account_is_called_so_from_the_day_after_the_limit(rule, idle, check):
    looked_up = date(2026, 11, 20)
    one = known(
        1,
        last_update=str(looked_up - timedelta(days=idle)),
        last_update_verified=str(looked_up),
    )
    told = check_register([one], Surroundings(TODAY, {f"id {OWNER}": rule}))
    assert [f.check for f in told] == ([check] if check else [])
    basis = {Check.ZOMBIE: "省抽查", Check.DORMANT: "县规定"}
    assert [f.basis for f in told] == ([basis[check]] if check else [])
    assert all(f"已{idle}天" in f.text for f in told)


@pytest.mark.parametrize("others", [{"kind": AccountKind.SERVICE}, {"status": Status.CLOSED}])
def test_who_need_not_post_is_neither_asleep_nor_an_empty_shell(others):
    idle = known(1, last_update="2026-01-01", last_update_verified="2026-11-20", **others)
    few = known(2, platform=Platform.WEIBO, **others)
    posts = {"2": [Post("p", "2", "2026-11-01", "甲")]}
    dormancy = {f"id {OWNER}": Dormancy(90, "省抽查", 30, "县规定", 3, "县规定")}
    asleep = {Check.ZOMBIE, Check.DORMANT, Check.SHELL}
    told = check_register([idle, few], Surroundings(TODAY, dormancy, posts=posts))
    assert asleep.isdisjoint(f.check for f in told)


def test_who_was_allowed_to_pause_is_neither_asleep_nor_an_empty_shell():
    idle = known(1, last_update="2026-01-01", last_update_verified="2026-11-20")
    few = known(2, platform=Platform.WEIBO)
    posts = {"2": [Post("p", "2", "2026-11-01", "甲")]}
    dormancy = {f"id {OWNER}": Dormancy(90, "省抽查", 30, "县规定", 3, "县规定")}

    def told(suspended):
        around = Surroundings(TODAY, dormancy, posts=posts, suspended=suspended)
        return [f.check for f in check_register([idle, few], around)]

    assert told(()) == [Check.ZOMBIE, Check.SHELL]
    assert told({"1"}) == [Check.SHELL]
    assert told({"1", "2"}) == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("示例县发布测试", "名称里有“测试”"),
        ("示例医院13800000000", "名称里有电话号码“13800000000”"),
        ("示例www.abc.com", "名称里有网址“www.”"),
        ("示例★发布", "名称里有符号“★”"),
        ("示例发布🚀", "名称里有表情“🚀”"),
        ("SLFB", "名称里没有汉字"),
        ("示例" * 16, "名称长32字，超过30字"),
    ],
)
def test_a_name_that_is_not_plain_says_why(name, fault):
    assert naming_faults(name) == [fault]


@pytest.mark.parametrize(
    "name",
    ["淮北濉溪公安在线", "回声亭", "滁州·回声亭", "12345马上办", "示例县（镇）发布", "𠮷林发布"],
)
def test_plain_names_have_no_fault(name):
    assert naming_faults(name) == []


CHARACTERS = "东西南北石柳青白红黄河湖岗桥溪林泉塘坪坝岭沟湾店集寨堡亭台岩洞峰"
TOWNS = [f"{a}{b}" for a in CHARACTERS for b in CHARACTERS if a != b]


def sound_register():
    """A thousand accounts in good order: 500 towns with two platforms each."""
    return [
        known(
            f"{n:03d}{platform}",
            f"示例{town}镇发布",
            platform,
            f"示例县{town}镇人民政府",
            verified_body=f"示例县{town}镇人民政府",
            filing_number=f"备{n}",
            last_update="2026-11-10",
            last_update_verified="2026-11-20",
        )
        for n, town in enumerate(TOWNS[:500])
        for platform in (Platform.WECHAT, Platform.WEIBO)
    ]


def altered(register, spot, change):
    """Change one account of the register; return its id."""
    old = register[spot]
    register[spot] = Registered(Account(**{**vars(old.account), **change}), old.owner_name)
    return old.account.id


def posts_of(register, spot, count):
    """So many posts of an account, the same titles for each."""
    account = register[spot].account.id
    return [Post(f"{account}-{n}", account, "2026-11-01", f"通知第{n}号") for n in range(count)]


def planted(register, posts):
    """Plant forty faults, of every kind that there is; return what must be found."""
    expected = set()
    for n in range(3):
        of_owner = register[200 + 2 * n]
        owner = of_owner.owner_name
        register.append(known(f"a{n}", f"{owner[3:5]}便民服务", owner=owner, filing_number="备0"))
        expected.add((Check.SAME_PLATFORM, tuple(sorted((of_owner.account.id, f"a{n}")))))
        for place, change, check in (
            (300, {"verified_body": "某公司"}, Check.VERIFIED_BODY),
            (320, {"filing_number": None}, Check.UNFILED),
            (340, {"last_update": "2026-03-01"}, Check.ZOMBIE),
            (360, {"last_update": "2026-10-01"}, Check.DORMANT),
        ):
            expected.add((check, (altered(register, place + 2 * n, change),)))
        expected |= planted_names(register, n)
        expected |= planted_ends(register, n)
        spots = (420 + 2 * n, 421 + 2 * n)
        posts |= {register[spot].account.id: posts_of(register, spot, 10) for spot in spots}
        expected.add((Check.SAME_POSTS, tuple(register[spot].account.id for spot in spots)))
    for spot in range(440, 448, 2):
        posts[register[spot].account.id] = posts_of(register, spot, 1)
        expected.add((Check.SHELL, (register[spot].account.id,)))
    return expected


def planted_names(register, n):
    """Plant what is wrong with names: renamed, not plain, unlike the other platform's, alike."""
    sign, spot = "甲乙丙"[n], 380 + 2 * n
    register[spot] = Registered(register[spot].account, register[spot].owner_name, (), ["旧名发布"])
    register.append(known(f"n{n}", f"{sign}校报★", Platform.DOUYIN, f"示例县第{sign}中心小学"))
    one, other = 400 + 2 * n, 401 + 2 * n
    altered(register, other, {"name": f"{register[other].account.name[:-2]}文旅"})
    for number, name in enumerate((f"{sign}灯塔县政务", f"{sign}燈塔縣政務")):
        register.append(known(f"d{n}{number}", name, Platform.KUAISHOU, None))
    return {
        (Check.RENAMED, (register[spot].account.id,)),
        (Check.NAMING, (f"n{n}",)),
        (Check.NAME_DIFFERS, (register[one].account.id, register[other].account.id)),
        (Check.NEAR_DUPLICATE, (f"d{n}0", f"d{n}1")),
    }


def planted_ends(register, n):
    """Plant what is wrong with ends: closed without notice, cancelled and there again."""
    sign = "甲乙丙"[n]
    owner, told = f"示例县{sign}医务室", [step(StepKind.NOTICE, "2026-04-01")]
    register.append(known(f"c{n}", f"{sign}院资讯", Platform.KUAISHOU, owner, status=Status.CLOSED))
    gone = {"status": Status.CANCELLED, "platform_id": f"号{n}", "steps": told}
    register.append(
        known(f"r{n}", f"{sign}馆旧报", Platform.TOUTIAO, f"示例县{sign}文化馆", **gone)
    )
    again = {"platform_id": f"号{n}"}
    register.append(
        known(f"s{n}", f"{sign}台新声", Platform.TOUTIAO, f"示例县{sign}广播站", **again)
    )
    return {(Check.NO_NOTICE, (f"c{n}",)), (Check.REOPENED, (f"r{n}", f"s{n}"))}


def test_a_thousand_rows_with_forty_planted_faults_of_every_kind_give_exactly_those():
    register = sound_register()
    assert len(register) == 1000
    owners = {k.account.owner for k in register}
    dormancy = {owner: Dormancy(90, "省抽查", 30, "县规定", 3, "县规定") for owner in owners}
    sameness = {owner: Sameness(Decimal(60), "县规定") for owner in owners}
    posts = {}

    def told():
        around = Surroundings(TODAY, dormancy, sameness, posts)
        return [(f.check, f.accounts) for f in check_register(register, around)]

    assert told() == []
    expected = planted(register, posts)
    assert len(expected) == 40
    assert {check for check, _ in expected} == set(Check)
    assert len(told()) == 40
    assert set(told()) == expected


@pytest.mark.parametrize(("name", "fits"), [("示例" * 15, True), ("示例" * 15 + "镇", False)])
def test_the_longest_name_that_fits_has_thirty_characters(name, fits):
    assert (naming_faults(name) == []) is fits


def test_a_cancelled_account_is_open_again_only_under_the_same_name_owner_and_platform():
    gone = known(1, status=Status.CANCELLED, steps=[step(StepKind.NOTICE, "2026-01-01")])
    reopened = [
        known(2),
        known(2, owner="另一局"),
        known(2, platform=Platform.WEIBO),
        known(2, name="示例法治"),
        known(2, status=Status.CLOSED, steps=[step(StepKind.NOTICE, "2026-01-01")]),
    ]
    told = [(Check.REOPENED, ("1", "2")) in found(gone, other) for other in reopened]
    assert told == [True, False, False, False, False]
