"""What tests begin with is what the program makes, though most of it is copied."""

from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.upkeep.folders import set_up
from govmedia_desktop.usecases.upkeep.maintenance import rebuild, verify
from tests.unit.desks import COUNTY, TOWN, add, desk_of


def begun(place, office=COUNTY):
    """Begin a folder; return its replica and the record of its office."""
    place.parent.mkdir(exist_ok=True)
    with desk_of(place, office) as desk:
        return desk.store.replica, desk.office


def told(desk):
    """What does not differ from one office to the next of the same name."""
    asked = ("form_id, version, title, workbook FROM form", "name, level, category FROM office")
    return [sorted(desk.db.conn.execute(f"SELECT {one}").fetchall()) for one in asked]


def test_a_copied_folder_holds_what_one_made_anew_holds(tmp_path):
    set_up(tmp_path / "新建", COUNTY, "张三")
    with desk_of(tmp_path / "县") as desk, open_desk(tmp_path / "新建", "张三") as anew:
        assert told(desk) == told(anew)
        assert verify(desk, recompute=True) == []
        assert rebuild(desk).differing == ()


def test_a_copied_folder_goes_on_under_the_numbers_it_began_with(tmp_path):
    with desk_of(tmp_path / "县") as desk:
        add(desk)
        replicas = desk.db.conn.execute("SELECT DISTINCT replica FROM revision").fetchall()
        assert replicas == [(desk.store.replica,)]


def test_two_folders_that_stand_beside_each_other_share_neither_replica_nor_office(tmp_path):
    first, second = begun(tmp_path / "甲"), begun(tmp_path / "乙")
    assert not set(first) & set(second)


def test_of_two_folders_the_one_that_stood_first_is_the_older_by_its_numbers(tmp_path):
    for place, offices in (
        ("甲", (COUNTY, TOWN)),
        ("乙", (TOWN, COUNTY)),
        ("丙", (COUNTY, COUNTY)),
    ):
        first, second = (begun(tmp_path / place / str(n), o) for n, o in enumerate(offices))
        assert first[1] < second[1]


def test_an_office_begins_as_itself(tmp_path):
    with desk_of(tmp_path / "镇", TOWN) as town, desk_of(tmp_path / "县") as county:
        assert town.office != county.office
        assert (TOWN.name,) in town.db.conn.execute("SELECT name FROM office").fetchall()
