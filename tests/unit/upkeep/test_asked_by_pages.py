"""What 设置 and 趋势 ask for: backups, the own office, the places and platforms there are."""

import pytest

from govmedia_desktop import paths
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.offices.known import change_own_office, list_offices, own_office
from govmedia_desktop.usecases.periods.history import import_history
from govmedia_desktop.usecases.periods.trends import places, totals_by_platform
from govmedia_desktop.usecases.upkeep.backups import back_up, list_backups
from tests.data.county import county


@pytest.fixture
def desk(tmp_path):
    with county(tmp_path / "data", accounts=8, quarters=1) as made:
        yield made


def test_a_backup_is_listed_with_its_occasion_and_size(desk):
    assert list_backups(desk) == []
    path = back_up(desk)
    (backup,) = list_backups(desk)
    assert (backup.path, backup.why, backup.size) == (path, "手工", path.stat().st_size)


def test_backups_of_the_same_second_have_the_same_occasion(desk):
    for _ in range(3):
        back_up(desk)
    assert {backup.why for backup in list_backups(desk)} == {"手工"}


def test_a_foreign_file_among_the_backups_is_left_out(desk):
    back_up(desk)
    (desk.store.backups / "别的.db").write_bytes(b"x")
    assert len(list_backups(desk)) == 1


def test_level_and_office_above_can_be_changed(desk):
    assert change_own_office(desk, Level.CITY, " 示例省人民政府办公厅 ")
    own = own_office(desk)
    above = next(office for office in list_offices(desk) if office.id == own.parent)
    assert (own.level, above.name) == (Level.CITY, "示例省人民政府办公厅")


def test_the_same_again_changes_nothing(desk):
    before = list_offices(desk)
    assert not change_own_office(desk, Level.COUNTY, "示例市人民政府办公室")
    assert list_offices(desk) == before


def test_an_office_above_may_be_taken_away(desk):
    change_own_office(desk, Level.COUNTY, "")
    assert own_office(desk).parent is None


@pytest.mark.parametrize("name", ["示例县人民政府办公室", "柳溪镇人民政府"])
def test_neither_the_own_office_nor_one_below_it_can_be_above(desk, name):
    before = list_offices(desk)
    with pytest.raises(RefusedError, match="不能作主管单位"):
        change_own_office(desk, Level.COUNTY, name)
    assert list_offices(desk) == before


def test_accounts_by_platform_are_those_of_the_register_that_are_supervised(desk):
    points = totals_by_platform(desk)
    assert sum(point.total for point in points) == 8
    assert {point.period_label for point in points} == {"2026-11-21"}
    assert points[0].group == "微信公众号"


def test_a_places_totals_are_those_its_notices_print(desk):
    import_history(desk, paths.SAMPLE / "published_notices.csv")
    printed = {
        p.group: p.total for p in totals_by_platform(desk, "抚州市") if p.period_code == "2019Q3"
    }
    assert printed["微信公众号"] == 218
    assert all(point.taken_over for point in totals_by_platform(desk, "抚州市"))


def test_places_are_those_of_the_notices_by_name(desk):
    assert places(desk) == []
    import_history(desk, paths.SAMPLE / "published_notices.csv")
    found = places(desk)
    assert "抚州市" in found
    assert found == sorted(set(found))
