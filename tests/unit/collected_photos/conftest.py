"""Photos as every tool lays them beside what it collected."""

import pytest

from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.usecases.forms.known import publish
from govmedia_desktop.usecases.inspections import inspections
from govmedia_desktop.usecases.phones.collecting import read_collection, take_in_collection
from tests.data.collected import as_csv, filled, xlsx, zipped
from tests.data.offices import TOWN_VOICE, office
from tests.data.pictures import png
from tests.unit.forms.workbooks import row, workbook

UUID = filled("").uuid
FAILS = {
    "gm_fails": ". = 'no'",
    "gm_severity": "veto",
    "gm_problem": "未提供有效互动功能",
    "gm_basis": "本县办法第三条",
}
FORM = [
    {**row("select_one yn", "reply", **FAILS), "label": "能不能互动"},
    {**row("image", "reply_photo", relevant="${reply} = 'no'"), "label": "互动照片"},
    {**row("image", "front"), "label": "门口照片"},
    {**row("audio", "talk"), "label": "录音"},
    {"type": "begin repeat", "name": "spots", "label": "点位"},
    {**row("image", "shot"), "label": "点位照片"},
    {"type": "end repeat", "name": "", "label": ""},
]
CHOICES = [("yn", "yes", "能"), ("yn", "no", "不能")]
FRONT, REPLY, SHOT = png(shade=1), png(shade=2), png(shade=3)
NAMES = {"互动 照片.jpg": REPLY, "1714724500.jpg": FRONT, "点位𠮷.png": SHOT}


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "数据", (TOWN_VOICE,)) as opened:
        publish(opened, workbook(FORM, CHOICES), "f.xlsx")
        yield opened


def main_rows(uuids=(UUID,), account="示例镇之声", reply="no", front="1714724500.jpg"):
    head = ["account", "today", "reply", "reply_photo", "front", "talk", "__version__", "_uuid"]
    rows = [[*head, "_index"]]
    for number, uuid in enumerate(uuids, 1):
        told = [account, "2024-05-03", reply, "互动 照片.jpg", front, "说.m4a", "1", uuid, number]
        rows.append(told)
    return rows


def book(path, **how):
    spots = [["shot", "_index", "_parent_table_name", "_parent_index"], ["点位𠮷.png", 1, "表", 1]]
    return xlsx(path, {"表": main_rows(**how), "spots": spots})


def kobo_media(path, uuid=UUID, names=None):
    """As KoboToolbox writes it, which puts `_` for a blank."""
    names = NAMES if names is None else names
    inside = {f"zhen/attachments/ab12cd/{uuid}/{n.replace(' ', '_')}": b for n, b in names.items()}
    return zipped(path, inside)


def kobo_two_files(folder):
    return [book(folder / "a.xlsx"), kobo_media(folder / "照片.zip")]


def central_tables():
    head, line = main_rows()
    told = dict(zip(head, line, strict=True))
    told |= {"KEY": f"uuid:{UUID}", "FormVersion": "1"}
    main = {k: v for k, v in told.items() if not k.startswith("_")}
    key = f"uuid:{UUID}"
    spots = [["shot", "PARENT_KEY", "KEY"], ["点位𠮷.png", key, f"{key}/spots[1]"]]
    return {
        "f.csv": as_csv([list(main), list(main.values())]),
        "f-spots.csv": as_csv(spots),
        **{f"media/{name}": content for name, content in NAMES.items()},
    }


def central_zip(folder):
    return [zipped(folder / "f.zip", central_tables())]


def taken(desk, paths):
    found = take_in_collection(desk, read_collection(desk, paths))
    (one,) = found.weighed
    return found, one


def record_of(desk):
    (id_,) = [r[0] for r in desk.db.conn.execute("SELECT id FROM inspection")]
    return inspections.result_of(desk, id_)


def bytes_of(desk, digest):
    return evidence_path(desk.store.evidence, digest).read_bytes()
