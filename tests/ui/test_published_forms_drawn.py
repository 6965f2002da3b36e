"""All forms of pyxform's own tests with Chinese labels: the right ones run and are drawn."""

import pytest

from govmedia_desktop.domain.typed_dates import read_date
from govmedia_desktop.usecases.form_trials import try_out
from tests.unit.forms.test_published_forms import ALL, PARTS, as_expected, rewritten
from ui.forms.sheet import Sheet
from ui.pages.settings.forms.trial import TrialFilling

HEADER = "reserved_name_for_field_list_labels"
"""What pyxform adds to a table-list: the heads of the table's columns, nothing to answer."""


@pytest.mark.parametrize("part", range(PARTS))
def test_right_forms_run_in_chinese_and_every_section_is_drawn(part, session):
    for case in ALL[part::PARTS]:
        form = as_expected(case, rewritten)
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
