"""One township with two PCs restores a backup; a copied folder; a clerk who takes over."""

import shutil

import pytest

from tests.e2e.test_intake_story import COUNTY, TOWN, Post, add, register


@pytest.fixture
def post(tmp_path):
    return Post(tmp_path)


@pytest.fixture
def county(office):
    return office(COUNTY, "县")


def saved(of):
    """What stands on the disk now, to be put back later by hand."""
    return (of.folder / "data.db").read_bytes()


def put_back(of, content):
    (of.folder / "data.db").write_bytes(content)


def test_what_was_sent_before_a_restore_comes_back_and_is_not_written_twice(office, county, post):
    town = office(TOWN, "乡镇", COUNTY)
    add(town, "示例镇发布")
    post.carry(town, county)
    before = saved(town)
    add(town, "示例镇文旅")
    town.tell("accounts", "set", "示例镇发布", "remark=还原以后要回来的")
    post.carry(town, county)
    put_back(town, before)
    assert set(register(town)) == {"示例镇发布"}
    (taken,) = town.tell("package", "import", post.write(county, "--to", TOWN, "--full"))
    assert taken["state"] == "taken_in"
    assert set(register(town)) == {"示例镇发布", "示例镇文旅"}
    assert register(town)["示例镇发布"]["remark"] == "还原以后要回来的"
    add(town, "还原以后新开的")
    assert post.carry(town, county)["conflicts"] == 0
    assert set(register(county)) == set(register(town))
    assert town.tell("verify")["ok"]
    assert county.tell("verify")["ok"]


def test_work_done_after_a_restore_without_looking_is_named_in_one_sentence(office, county, post):
    town = office(TOWN, "乡镇", COUNTY)
    before = saved(town)
    add(town, "示例镇发布")
    post.carry(town, county)
    put_back(town, before)
    add(town, "同一个编号的另一条")
    path = post.write(town)
    sentence = county.refused("package", "import", path)
    assert "两个数据文件夹用了同一个编号" in sentence
    assert set(register(county)) == {"示例镇发布"}


def test_a_copied_folder_writes_under_a_number_of_its_own(office, county, post, tmp_path):
    town = office(TOWN, "乡镇", COUNTY)
    add(town, "示例镇发布")
    copy = office("先占个位置", "乡镇")
    shutil.rmtree(copy.folder)
    shutil.copytree(town.folder, copy.folder)
    add(town, "第一台电脑新增")
    add(copy, "第二台电脑新增")
    assert post.carry(town, county)["state"] == "taken_in"
    assert "校验码" in county.refused("package", "import", path := post.write(copy))
    assert county.tell("package", "import", path, "--yes")[0]["state"] == "taken_in"
    assert set(register(county)) == {"示例镇发布", "第一台电脑新增", "第二台电脑新增"}
    town.tell("package", "import", post.write(copy, "--full"), "--yes")
    copy.tell("package", "import", post.write(town, "--full"), "--yes")
    assert set(register(town)) == set(register(copy)) == set(register(county))
    assert county.tell("verify")["ok"]


def test_two_computers_that_change_one_field_are_asked_once_and_agree(office, county, post):
    town = office(TOWN, "乡镇", COUNTY)
    account = add(town, "示例镇发布")
    copy = office("先占个位置", "乡镇")
    shutil.rmtree(copy.folder)
    shutil.copytree(town.folder, copy.folder)
    town.tell("accounts", "set", account, "remark=第一台填的")
    copy.tell("accounts", "set", account, "remark=第二台填的")
    post.carry(town, county)
    post.carry(copy, county, "--yes")
    (found,) = county.tell("conflicts", "list")
    county.tell("conflicts", "resolve", found["id"], "--take", "theirs")
    down = post.write(county, "--to", TOWN, "--full")
    for computer in (town, copy):
        assert computer.tell("package", "import", down)[0]["conflicts"] == 0
        assert computer.tell("conflicts", "list") == []
        assert register(computer)["示例镇发布"]["remark"] == "第二台填的"


def test_a_new_clerk_goes_on_where_the_other_left_off(office, county, post):
    town = office(TOWN, "乡镇", COUNTY)
    add(town, "示例镇发布")
    handed = post.write(town, "--kind", "handover")
    new = office(f"{TOWN}（新电脑）", "乡镇", COUNTY)
    new.tell("package", "import", handed, "--yes")
    new.tell("accounts", "set", "示例镇发布", "remark=接手的人写的")
    post.carry(new, county)
    assert register(county)["示例镇发布"]["remark"] == "接手的人写的"


def test_a_file_replayed_later_changes_nothing(office, county, post):
    town = office(TOWN, "乡镇", COUNTY)
    account = add(town, "示例镇发布", remark="旧的")
    old = post.write(town)
    town.tell("accounts", "set", account, "remark=新的")
    county.tell("package", "import", post.write(town, "--full"))
    (taken,) = county.tell("package", "import", old)
    assert (taken["new"], taken["changed"], taken["conflicts"]) == (0, 0, 0)
    assert register(county)["示例镇发布"]["remark"] == "新的"


def test_an_import_that_came_while_a_backup_was_away_can_still_be_taken_back(office, county, post):
    town = office(TOWN, "乡镇", COUNTY)
    add(town, "示例镇发布")
    before = saved(county)
    path = post.write(town)
    county.tell("package", "import", path)
    put_back(county, before)
    assert register(county) == {}
    (taken,) = county.tell("package", "import", path)
    county.tell("package", "undo", taken["import"])
    assert register(county) == {}
