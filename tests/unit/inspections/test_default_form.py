"""The form in use where none is named: the nearest office upward that set one decides."""

import pytest

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.forms.known import list_forms, take_up_shipped_forms
from govmedia_desktop.usecases.forms.management import retire
from govmedia_desktop.usecases.inspections.default_form import (
    default_form,
    set_default_form,
    usual_form,
)
from govmedia_desktop.usecases.offices.parameters import list_parameters
from tests.data.offices import office
from tests.unit.desks import TOWN, desk_of


@pytest.fixture
def county(tmp_path):
    with desk_of(tmp_path / "县") as desk:
        take_up_shipped_forms(desk)
        yield desk


def test_the_national_form_decides_until_somebody_chose(county):
    assert default_form(county).form_id == "national-2019"


def test_the_chosen_form_is_used_and_can_be_chosen_anew(county):
    assert set_default_form(county, "basic").form_id == "basic"
    assert usual_form(county) == next(f.id for f in list_forms(county) if f.form_id == "basic")
    set_default_form(county, "national-2019")
    assert default_form(county).form_id == "national-2019"


def test_a_form_that_is_not_here_is_refused_and_nothing_changes(county):
    with pytest.raises(RefusedError, match="没有名为“别的”的检查表"):
        set_default_form(county, "别的")
    assert default_form(county).form_id == "national-2019"


def test_it_is_no_limit_among_the_parameters(county):
    set_default_form(county, "basic")
    assert list_parameters(county) == []


def test_it_goes_down_with_the_parameters(county, tmp_path):
    set_default_form(county, "basic")
    with desk_of(tmp_path / "镇", TOWN) as town:
        take_up_shipped_forms(town)
        assert default_form(town).form_id == "national-2019"
        sent = export(town, tmp_path / "上报.gmpack").path
    take_in(county, [sent])
    issued = export(county, tmp_path / "下发.gmpack", Order("示例县示例镇人民政府")).path
    with desk_of(tmp_path / "另一台", TOWN) as again:
        take_up_shipped_forms(again)
        take_in(again, [issued])
        assert default_form(again).form_id == "basic"
        set_default_form(again, "national-2019")
        assert default_form(again).form_id == "national-2019"


def test_without_any_form_none_is_used(tmp_path):
    with office(tmp_path / "空", (), forms=False) as desk:
        assert default_form(desk) is None
        with pytest.raises(RefusedError, match="还没有检查表"):
            usual_form(desk)


def test_a_form_that_is_no_longer_offered_is_no_default(county):
    set_default_form(county, "basic")
    retire(county, "basic", "换新表")
    assert default_form(county).form_id == "national-2019"
    with pytest.raises(RefusedError, match="已停用"):
        set_default_form(county, "basic")
