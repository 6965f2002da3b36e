"""Photos days after the tables: put in at the township, carried up, the same at the county."""

from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.inspections.inspections import result_of
from tests.e2e.test_phone_story import COUNTY, TOWN, enter, inspections_of
from tests.unit.collected_photos.conftest import CHOICES, FORM, book, kobo_media
from tests.unit.collected_photos.test_late import ALL
from tests.unit.forms.workbooks import workbook


def evidence_at(at):
    with open_desk(at.folder, writing=False) as desk:
        (record,) = inspections_of(at)
        return result_of(desk, record["id"]).evidence


def test_what_came_late_is_listed_put_in_and_carried_up_without_another_verdict(office, tmp_path):
    town, county = office(TOWN, "乡镇", COUNTY), office(COUNTY, "县")
    enter(town)
    form = tmp_path / "f.xlsx"
    form.write_bytes(workbook(FORM, CHOICES))
    town.tell("forms", "add", form)
    assert town.tell("inspections", "import", book(tmp_path / "a.xlsx"))["lacks"] == 4
    town.tell("package", "export", "-o", tmp_path / "先.gmpack")
    county.tell("package", "import", tmp_path / "先.gmpack")

    named = {line["name"] for line in town.tell("inspections", "photos")}
    assert named == set(ALL)
    photos = kobo_media(tmp_path / "照片.zip", names=ALL)
    dry = town.tell("inspections", "import", photos, "--dry-run")
    assert (dry["late"], dry["photos"]) == (1, 4)
    assert len(town.tell("inspections", "photos")) == 4
    done = town.tell("inspections", "import", photos)
    assert (done["late"], done["photos"], done["lacks"]) == (1, 4, 0)
    assert town.tell("inspections", "photos") == []
    assert "没有手机检查的数据" in town.refused("inspections", "import", photos)

    town.tell("package", "export", "-o", tmp_path / "后.gmpack")
    county.tell("package", "import", tmp_path / "后.gmpack")
    assert evidence_at(county) == evidence_at(town)
    for at in (town, county):
        assert at.tell("verify", "--recompute")["ok"] is True
        assert at.tell("rebuild")["equal"] is True
        assert sum(1 for p in (at.folder / "evidence").rglob("*") if p.is_file()) == 4
    assert county.tell("conflicts", "list") == []
