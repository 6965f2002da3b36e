"""Evidence goes from a township to its county by file, and stands there."""

import pytest

from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.store.files import add_evidence, evidence_path
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.inspections.evidence import picture_bytes
from govmedia_desktop.usecases.inspections.inspections import result_of
from tests.data.pictures import JPEG, SVG, png, png_that_claims

COUNTY = "示例县人民政府办公室"
VOICE = ("accounts", "add", "name=示例镇之声", "platform=wechat", "last_update=2024-04-30")


@pytest.fixture
def town(office):
    made = office("示例县示例镇人民政府", "乡镇", COUNTY)
    made.tell(*VOICE)
    return made


@pytest.fixture
def pictures(tmp_path):
    (tmp_path / "截图.png").write_bytes(png(40, 30))
    (tmp_path / "手机拍的.jpg").write_bytes(JPEG)
    return tmp_path


def inspected(town, pictures):
    given = [f"interaction={pictures / name}" for name in ("截图.png", "手机拍的.jpg")]
    options = [part for text in given for part in ("--evidence", text)]
    return town.tell(*town.inspect("示例镇之声", interaction="no"), *options)


def names_in(folder):
    return {path.name for path in (folder / "evidence").rglob("*") if path.is_file()}


def test_evidence_goes_to_the_county_and_stands_there(office, town, pictures, tmp_path):
    told = inspected(town, pictures)
    ((path, pieces),) = told["evidence"].items()
    assert path.endswith("/interaction")
    assert [(p["name"], p["size"]) for p in pieces] == [
        ("截图.png", len(png(40, 30))),
        ("手机拍的.jpg", len(JPEG)),
    ]
    file = tmp_path / "上报.gmpack"
    assert town.tell("package", "export", "-o", file)["faulty_evidence"] == 0
    county = office(COUNTY, "县")
    assert county.tell("package", "import", file)[0]["state"] == "taken_in"
    assert names_in(county.folder) == {p["sha256"] for p in pieces}
    assert county.tell("verify", "--recompute")["ok"]
    assert county.tell("rebuild")["equal"]
    with open_desk(county.folder, writing=False) as desk:
        stands = result_of(desk, told["inspection"]).evidence[path]
        assert [picture_bytes(desk, piece) for piece in stands] == [png(40, 30), JPEG]


def test_a_county_passes_evidence_on_to_its_city(office, town, pictures, tmp_path):
    told = inspected(town, pictures)
    county = office(COUNTY, "县", "示例市人民政府办公室")
    city = office("示例市人民政府办公室", "市")
    up, further = tmp_path / "一.gmpack", tmp_path / "二.gmpack"
    town.tell("package", "export", "-o", up)
    county.tell("package", "import", up)
    county.tell("package", "export", "-o", further)
    city.tell("package", "import", further)
    assert names_in(city.folder) == {
        p["sha256"] for (ps,) in [told["evidence"].values()] for p in ps
    }
    assert city.tell("verify")["ok"]


def test_a_picture_that_no_record_names_never_leaves_the_office(town, pictures, tmp_path):
    inspected(town, pictures)
    orphan = add_evidence(town.folder / "evidence", png(shade=9))
    file = tmp_path / "上报.gmpack"
    town.tell("package", "export", "-o", file)
    with open_package(file) as package:
        sent = {sha256 for sha256, _size, _content in package.evidence()}
    assert sent == names_in(town.folder) - {orphan}


def test_a_lost_picture_is_told_and_keeps_nobody_from_reporting(office, town, pictures, tmp_path):
    told = inspected(town, pictures)
    lost, altered = (p["sha256"] for (ps,) in [told["evidence"].values()] for p in ps)
    evidence_path(town.folder / "evidence", lost).unlink()
    evidence_path(town.folder / "evidence", altered).write_bytes(b"other")
    assert "缺失或被改动" in town.refused("verify")
    file = tmp_path / "上报.gmpack"
    code, out, _err = town.run("package", "export", "-o", file)
    assert code == 0
    assert "有2张证据图片缺失或被改动，没有带上" in out
    county = office(COUNTY, "县")
    county.tell("package", "import", file)
    assert names_in(county.folder) == set()
    assert "缺失" in county.refused("verify")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空的"),
        (SVG, "不是PNG"),
        (png()[:-1], "损坏"),
        (png_that_claims(60_000, 1), "60000×1"),
    ],
)
def test_a_bad_picture_is_refused_in_one_sentence_and_the_draft_stays(
    town, tmp_path, content, says
):
    (tmp_path / "截图.png").write_bytes(content)
    sentence = town.refused(
        *town.inspect("示例镇之声", interaction="no"),
        "--evidence",
        f"interaction={tmp_path / '截图.png'}",
    )
    assert says in sentence
    assert names_in(town.folder) == set()


def test_a_picture_for_what_passes_is_refused(town, pictures):
    sentence = town.refused(
        *town.inspect("示例镇之声", interaction="yes"),
        "--evidence",
        f"interaction={pictures / '截图.png'}",
    )
    assert "没有发现问题，不需要证据" in sentence


def test_evidence_written_wrongly_is_told(town):
    sentence = town.refused(*town.inspect("示例镇之声"), "--evidence", "截图.png")
    assert "问题名=文件" in sentence
