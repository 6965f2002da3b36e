"""All forms of pyxform's own tests, as they are and in Chinese: the right ones run and are drawn.

The wrong ones are refused with a place; both is seen at once, since making a form takes longest.
"""

from collections import Counter

import pytest

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.usecases.inspections.form_trials import try_out
from tests.unit.forms.expected_forms import ALL, as_expected, expected_refusal, rewritten
from ui.forms.sheet import Sheet
from ui.pages.settings.forms.trial import TrialFilling

PARTS = 8
HEADER = "reserved_name_for_field_list_labels"
"""What pyxform adds to a table-list: the heads of the table's columns, nothing to answer."""


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("worded", [str, rewritten], ids=["as they are", "in Chinese"])
def test_right_forms_run_with_every_section_drawn_and_wrong_ones_are_refused_with_a_place(
    part, worded, session, capsys
):
    done: Counter[str] = Counter()
    for case in ALL[part::PARTS]:
        form = as_expected(case, worded)
        done["refused" if form is None else "drawn"] += 1
        if form is None:
            continue
        filling = TrialFilling(session, try_out(session.desk, form), read_date)
        sheet = Sheet(filling)
        sheet.resize(1100, 600)
        for number, section in enumerate(filling.sections):
            if section.shows_something or section.row:
                sheet.open_section(number)
                asked = {i.path for i in section.items if i.is_asked and i.relevant}
                drawn = set(sheet.stack.currentWidget().questions)
                assert all(HEADER in path for path in asked - drawn), case.id
        assert not sheet.grab().isNull()
        sheet.deleteLater()
    with capsys.disabled():
        print(f"\n{done['drawn']} forms drawn, {done['refused']} refused")


def test_what_is_right_runs_in_full():
    right = [case for case in ALL if expected_refusal(case) is None]
    assert (len(ALL), len(right)) == (695, 491)
