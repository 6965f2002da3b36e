"""Backups and evidence on the command line: listed, restored, undone; swept when told to."""

import os

from govmedia_desktop.store.files import add_evidence, evidence_path
from govmedia_desktop.usecases.desk import open_desk
from tests.data.pictures import png

TOWN = "示例镇人民政府"


def enter(town, name):
    town.tell("accounts", "add", f"name={name}", "platform=微信公众号", f"owner={TOWN}")


def listed(town):
    return sorted(account["name"] for account in town.tell("accounts", "list"))


def test_a_backup_is_restored_and_the_restoring_is_undone(office):
    town = office(TOWN, "乡镇")
    enter(town, "示例镇之声")
    assert town.tell("backups", "list") == []
    with open_desk(town.folder) as desk:
        name = desk.store.back_up("手工").name
    enter(town, "示例普法")
    (backup,) = town.tell("backups", "list")
    assert (backup["name"], backup["why"], backup["intact"]) == (name, "手工", True)
    done = town.tell("backups", "restore", name)
    assert (done["restored"], done["evidence_missing"]) == (name, [])
    assert listed(town) == ["示例镇之声"]
    assert [b["why"] for b in town.tell("backups", "list")] == ["还原前", "手工"]
    town.tell("backups", "restore", done["kept_as"])
    assert listed(town) == ["示例普法", "示例镇之声"]
    assert town.tell("verify")["ok"] is True


def test_data_that_cannot_be_opened_any_more_are_restored(office):
    town = office(TOWN, "乡镇")
    enter(town, "示例镇之声")
    with open_desk(town.folder) as desk:
        name = desk.store.back_up("手工").name
    (town.folder / "data.db").write_bytes(b"damaged" * 1000)
    assert "已损坏" in town.refused("accounts", "list")
    assert town.tell("backups", "restore", name)["was_damaged"] is True
    assert listed(town) == ["示例镇之声"]


def test_a_damaged_backup_and_an_unknown_one_are_refused_in_one_sentence(office):
    town = office(TOWN, "乡镇")
    with open_desk(town.folder) as desk:
        path = desk.store.back_up("手工")
    path.write_bytes(path.read_bytes()[:-5])
    assert town.tell("backups", "list")[0]["intact"] is False
    assert "没有还原" in town.refused("backups", "restore", path.name)
    assert "没有名为" in town.refused("backups", "restore", "昨天的")


def test_evidence_is_swept_only_when_told_to(office):
    town = office(TOWN, "乡镇")
    digest = add_evidence(town.folder / "evidence", png())
    place = evidence_path(town.folder / "evidence", digest)
    os.utime(place, (0, 0))
    size = place.stat().st_size
    found = {"count": 1, "bytes": size, "swept": False}
    assert town.tell("evidence", "sweep") == found
    assert place.exists()
    code, out, _ = town.run("evidence", "sweep")
    assert (code, "加 --yes 才删除" in out) == (0, True)
    assert town.tell("evidence", "sweep", "--yes") == {**found, "swept": True}
    assert not place.exists()
    assert town.tell("evidence", "sweep")["count"] == 0
