"""A local limit that means nothing: refused by hand, and without effect where a file brings it."""

import pytest

from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.life import StepKind
from govmedia_desktop.domain.parameters import RULES
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.activity.messages import add_message, list_messages
from govmedia_desktop.usecases.offices.parameters import (
    NewParameter,
    list_parameters,
    set_parameter,
)
from govmedia_desktop.usecases.oversight.register_checks import register_findings
from govmedia_desktop.usecases.oversight.today import today, updates
from govmedia_desktop.usecases.register.filings import unfiled
from govmedia_desktop.usecases.register.life import NewStep, add_step
from tests.unit.desks import add, desk_of

ODD = ["0", "-1", "0.5", "14.5", "1e400", "99999999999999999999", "NaN", "Infinity", "3651"]


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        record = add(opened, owner="示例镇", last_update="2026-11-01")
        add_step(opened, record, NewStep(StepKind.CLOSED, opened.today()))
        add_message(opened, record, {"content": "医保怎么缴", "asked": "2026-11-01"})
        yield opened


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("name", ["max_idle_days", "filing_days", "same_posts_percent"])
def test_by_hand_it_is_refused_with_what_may_be_filled_in(desk, name, value):
    rule = RULES[name]
    sentence = f"{rule.label}要填1到{rule.most}的整数（{rule.unit}）；没有保存。"
    with pytest.raises(RefusedError) as refused:
        set_parameter(desk, NewParameter(name, value, "本县规定"))
    assert str(refused.value) == sentence
    assert list_parameters(desk) == []


@pytest.mark.parametrize("value", [*ODD, "", "十", None])
def test_brought_by_a_file_it_holds_nowhere_and_every_term_can_still_be_told(desk, value):
    values = {"office": desk.office, "basis": "县规定", "severity": "hint", "value": value}
    desk.record([Edit(new_id(), "parameter", {**values, "name": name}) for name in RULES])
    assert list_parameters(desk) == []
    assert unfiled(desk) == []
    assert [told.due for told in list_messages(desk)] == [None]
    assert [u.limit_days for u in updates(desk)] == [14] * len(updates(desk))
    register_findings(desk)
    today(desk)


def test_what_means_something_is_set_and_holds(desk):
    for name, value in (("filing_days", "5"), ("same_posts_percent", "100"), ("reply_days", "5.0")):
        set_parameter(desk, NewParameter(name, value, "本县规定"))
    assert {p.name: int(p.value) for p in list_parameters(desk)} == {
        "filing_days": 5,
        "same_posts_percent": 100,
        "reply_days": 5,
    }
    assert len(unfiled(desk)) == 1
