"""All right forms of pyxform's own tests are drawn, every section and question of them."""

import pytest

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.usecases.form_trials import try_out
from tests.unit.forms.test_published_forms import ALL, PARTS, expected_refusal, rewritten
from ui.forms.sections import has_something
from ui.forms.sheet import Sheet
from ui.pages.settings.forms.trial import TrialFilling

HEADER = "reserved_name_for_field_list_labels"
"""What pyxform adds to a table-list: the heads of the table's columns, nothing to answer."""
RIGHT = [case for case in ALL if expected_refusal(case) is None]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_section_of_a_right_form_is_drawn_in_chinese(part, session):
    for case in RIGHT[part::PARTS]:
        filling = TrialFilling(session, try_out(session.desk, case.compiled(rewritten)), read_date)
        sheet = Sheet(filling)
        sheet.resize(1100, 600)
        for number, section in enumerate(filling.sections):
            if has_something(section) or section.row:
                sheet.open_section(number)
                asked = {i.path for i in section.items if i.is_asked and i.relevant}
                drawn = set(sheet.stack.currentWidget().questions)
                assert all(HEADER in path for path in asked - drawn), case.id
        assert not sheet.grab().isNull()
        sheet.deleteLater()
