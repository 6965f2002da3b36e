"""What `gm:` columns make of the answers: open items, findings, their severity and their words."""

import pytest

from tests.unit.forms.scenario import VETO, Scenario
from tests.unit.forms.workbooks import row


def opened(scenario):
    return [item.code for item in scenario.run.open_items()]


def found(scenario):
    return [finding.code for finding in scenario.run.findings()]


# open while nobody has answered


@pytest.mark.parametrize("answer", ["", "unchecked"])
def test_a_calculation_makes_no_finding_of_a_question_that_nobody_answered(answer):
    scenario = Scenario(
        row("select_one yn", "互动"),
        row("calculate", "得分", calculation="if(${互动} = 'yes', 1, 0)"),
        row("note", "功能", gm_fails="${得分} = 0", **VETO),
    )
    scenario.run.answer("/data/互动", answer)
    assert (opened(scenario), found(scenario)) == (["功能"], [])
    assert found(scenario.type(互动="no")) == ["功能"]
