"""同质化 is found under a local rule only, within one unit, and told with share and examples."""

import pytest

from govmedia_desktop.domain.register_checks import Check
from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts
from govmedia_desktop.usecases.activity.posts import take_in_posts
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.oversight.register_checks import register_findings
from tests.unit.desks import add, desk_of

SAME = "\n".join(f"2026-11-{day:02d} 通知{day}" for day in range(1, 11))


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def posting(desk, name, owner, text, platform="wechat"):
    record = add(desk, name, owner=owner, platform=platform)
    take_in_posts(desk, read_pasted_posts(desk, text, record))
    return record


def found(desk):
    return [t.finding for t in register_findings(desk) if t.finding.check is Check.SAME_POSTS]


def rule(desk, percent="60"):
    set_parameter(desk, NewParameter("same_posts_percent", percent, "县办法"))


def test_without_a_local_rule_nothing_is_found(desk):
    posting(desk, "示例甲", "示例局", SAME)
    posting(desk, "示例乙", "示例局", SAME, "weibo")
    assert found(desk) == []


def test_two_accounts_of_a_unit_that_post_the_same_are_found_with_share_and_examples(desk):
    rule(desk)
    ids = {posting(desk, "示例甲", "示例局", SAME)}
    ids.add(posting(desk, "示例乙", "示例局", SAME + "\n2026-11-11 另一条", "weibo"))
    (finding,) = found(desk)
    assert set(finding.accounts) == ids
    assert "近90天有10条标题相同，占发布较少一方10条的100%，超过60%" in finding.text
    assert "《通知1》" in finding.text
    assert (finding.basis, finding.score) == ("县办法", 1.0)


def test_a_share_within_the_rule_and_another_unit_are_no_finding(desk):
    rule(desk, "100")
    posting(desk, "示例甲", "示例局", SAME)
    posting(desk, "示例乙", "示例局", SAME, "weibo")
    posting(desk, "示例丙", "另一局", SAME)
    assert found(desk) == []


def test_posts_of_long_ago_do_not_count(desk):
    rule(desk)
    old = SAME.replace("2026-11", "2026-07")
    posting(desk, "示例甲", "示例局", old)
    posting(desk, "示例乙", "示例局", old, "weibo")
    assert found(desk) == []
