"""Files come in, are looked at before, disagree, are decided on, wait, and are taken back."""

import pytest

from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.register.accounts import delete_account
from tests.e2e.conftest import DATA

COUNTY = "示例县人民政府办公室"
TOWN = "示例县示例镇人民政府"
OTHER = "示例县示范镇人民政府"


@pytest.fixture
def county(office):
    return office(COUNTY, "县")


@pytest.fixture
def town(office):
    return office(TOWN, "乡镇", COUNTY)


class Post:
    """Carries files between offices, each under a new name."""

    def __init__(self, folder):
        self.folder, self.count = folder, 0

    def write(self, sender, *options):
        self.count += 1
        path = self.folder / f"文件{self.count}.gmpack"
        sender.tell("package", "export", "-o", path, *options)
        return path

    def carry(self, sender, receiver, *options):
        (taken,) = receiver.tell("package", "import", self.write(sender), *options)
        return taken

    def down(self, county):
        return self.write(county, "--to", TOWN)


@pytest.fixture
def post(tmp_path):
    return Post(tmp_path)


def register(of):
    return {a["name"]: a for a in of.tell("accounts", "list")}


def add(of, name, **fields):
    given = [f"{k}={v}" for k, v in fields.items()]
    return of.tell("accounts", "add", f"name={name}", "platform=wechat", *given)["id"]


def change(of, account, **fields):
    of.tell("accounts", "set", account, *[f"{k}={v}" for k, v in fields.items()])


@pytest.fixture
def shared(county, town, post):
    """An account of the township that the county has too."""
    account = add(town, "示例镇发布", owner=TOWN, remark="原来的")
    post.carry(town, county)
    town.tell("package", "import", post.down(county))
    return account


def test_a_preview_tells_what_taking_in_does_and_changes_nothing(county, town, post, shared):
    change(town, shared, remark="镇里改的", followers=1200)
    add(town, "示例镇文旅")
    path = post.write(town)
    before = (county.folder / "data.db").read_bytes()
    told = county.tell("package", "show", path)
    assert (county.folder / "data.db").read_bytes() == before
    assert list((county.folder / "tmp").iterdir()) == []
    assert (told["state"], told["sender"], told["already"]) == ("已知且完好", TOWN, False)
    (taken,) = county.tell("package", "import", path)
    for name, value in told["preview"].items():
        assert value == taken[name]
    changed = next(r for r in told["records"] if r["state"] == "changed")
    assert changed["title"] == "示例镇发布（微信公众号）"
    fields = {f["field"]: (f["old"], f["new"], f["staff"], f["office"]) for f in changed["fields"]}
    assert fields == {
        "备注": ("原来的", "镇里改的", "张三", TOWN),
        "粉丝量": ("", "1200 人", "张三", TOWN),
    }
    assert county.tell("package", "show", path)["already"]


def test_a_preview_of_a_broken_file_is_refused_in_one_sentence(county, tmp_path):
    (tmp_path / "坏.gmpack").write_bytes(b"PK" + bytes(90))
    assert "未接收任何内容" in county.refused("package", "show", tmp_path / "坏.gmpack")
    assert list((county.folder / "tmp").iterdir()) == []


def test_two_values_are_told_and_decided_once_for_both(county, town, post, shared):
    change(town, shared, remark="镇里改的")
    change(county, shared, remark="县里改的")
    told = county.tell("package", "show", path := post.write(town))
    (dispute,) = (r for r in told["records"] if r["state"] == "conflict")
    assert [(f["old"], f["new"]) for f in dispute["fields"]] == [("县里改的", "镇里改的")]
    (taken,) = county.tell("package", "import", path)
    assert taken["conflicts"] == told["preview"]["conflicts"] == 1
    (found,) = county.tell("conflicts", "list")
    assert found["record"] == shared
    assert (found["field"], found["base"]) == ("remark", "原来的")
    assert (found["ours"], found["theirs"]) == ("县里改的", "镇里改的")
    county.tell("conflicts", "resolve", found["id"], "--take", "theirs")
    assert county.tell("conflicts", "list") == []
    (back,) = town.tell("package", "import", post.down(county))
    assert back["conflicts"] == 0
    assert town.tell("conflicts", "list") == []
    assert register(town)["示例镇发布"]["remark"] == "镇里改的"
    assert "可能已经核定" in county.refused("conflicts", "resolve", found["id"], "--take", "ours")


def test_an_office_is_told_by_its_name_and_may_be_written_so(county, town, post, shared):
    change(town, shared, owner="示例镇党政办公室")
    change(county, shared, owner="示例县融媒体中心")
    post.carry(town, county)
    (found,) = county.tell("conflicts", "list")
    assert (found["ours"], found["theirs"]) == ("示例县融媒体中心", "示例镇党政办公室")
    assert found["base"] == TOWN
    county.tell("conflicts", "resolve", found["id"], "--take", "示例镇宣传办公室")
    assert register(county)["示例镇发布"]["owner"] == "示例镇宣传办公室"


def test_two_decisions_at_once_are_shown_once_more_equal_ones_are_not(county, town, post, shared):
    change(town, shared, remark="镇里改的")
    change(county, shared, remark="县里改的")
    up, down = post.write(town), post.down(county)
    county.tell("package", "import", up)
    town.tell("package", "import", down)
    for of, value in ((county, "县里定的"), (town, "镇里定的")):
        (found,) = of.tell("conflicts", "list")
        of.tell("conflicts", "resolve", found["id"], "--take", value)
    up, down = post.write(town), post.down(county)
    county.tell("package", "import", up)
    town.tell("package", "import", down)
    for of in (county, town):
        (found,) = of.tell("conflicts", "list")
        of.tell("conflicts", "resolve", found["id"], "--take", "一致的")
    county.tell("package", "import", post.write(town))
    assert county.tell("conflicts", "list") == []


def test_an_import_is_taken_back_and_comes_again(county, town, post, shared):
    before = county.tell("accounts", "list")
    change(town, shared, remark="镇里改的")
    add(town, "示例镇文旅")
    path = post.write(town)
    (taken,) = county.tell("package", "import", path)
    after = county.tell("accounts", "list")
    local = add(county, "示例县发布")
    undone = county.tell("package", "undo", taken["import"])
    assert undone["state"] == "withdrawn"
    assert [a for a in county.tell("accounts", "list") if a["id"] != local] == before
    assert county.tell("rebuild")["equal"]
    assert "已经撤回过了" in county.refused("package", "undo", taken["import"])
    assert county.tell("package", "import", path)[0]["state"] == "taken_in"
    assert [a for a in county.tell("accounts", "list") if a["id"] != local] == after
    assert county.tell("verify")["ok"]


def test_what_later_work_rests_on_is_not_taken_back_and_is_named(county, town, post, shared):
    add(town, "示例镇文旅")
    taken = post.carry(town, county)
    county.tell("accounts", "set", "示例镇文旅", "remark=县里写的")
    sentence = county.refused("package", "undo", taken["import"])
    assert "“示例镇文旅（微信公众号）”" in sentence
    assert register(county)["示例镇文旅"]["remark"] == "县里写的"


def test_joins_that_an_import_made_go_with_it(office, county, town, post):
    other = office(OTHER, "乡镇", COUNTY)
    for of in (town, other, county):
        add(of, "示例县发布", owner=COUNTY)
    before = county.tell("accounts", "list")
    first, second = post.carry(town, county), post.carry(other, county)
    assert len(register(county)) == len(county.tell("accounts", "list")) == 1
    county.tell("package", "undo", first["import"])
    assert len(county.tell("accounts", "list")) == 1
    county.tell("package", "undo", second["import"])
    assert county.tell("accounts", "list") == before
    assert county.tell("rebuild")["equal"]


def test_a_file_that_hides_much_needs_a_second_yes(county, town, post):
    ids = [add(town, f"示例镇{n}号") for n in range(7)]
    post.carry(town, county)
    with open_desk(town.folder, "张三") as desk:
        for id_ in ids[:6]:
            delete_account(desk, id_, "已注销")
    path = post.write(town)
    sentence = county.refused("package", "import", path)
    assert "6条记录" in sentence
    assert "--yes" in sentence
    assert len(county.tell("accounts", "list")) == 7
    assert county.tell("package", "show", path)["hides"] == 6
    assert county.tell("package", "import", path, "--yes")[0]["changed"] == 6
    assert len(county.tell("accounts", "list")) == 1


def test_a_later_file_waits_for_the_one_before_it(county, town, post):
    account = add(town, "示例镇发布")
    first = post.write(town)
    town.tell("accounts", "set", account, "remark=后来的")
    whole = post.write(town)
    (one,) = county.tell("package", "import", whole)
    assert (one["held"], one["state"]) == (0, "taken_in")
    (again,) = county.tell("package", "import", first)
    assert (again["new"], again["changed"], again["state"]) == (0, 0, "taken_in")
    assert register(county)["示例镇发布"]["remark"] == "后来的"


def test_one_broken_file_among_several_keeps_all_of_them_out(county, town, post, tmp_path):
    add(town, "示例镇发布")
    path = post.write(town)
    (tmp_path / "坏.gmpack").write_bytes(path.read_bytes()[:-9])
    sentence = county.refused("package", "import", path, tmp_path / "坏.gmpack")
    assert sentence.startswith("“坏.gmpack”：")
    assert county.tell("accounts", "list") == []
    assert list((county.folder / "tmp").iterdir()) == []


def test_the_same_file_twice_in_one_command_is_taken_in_once(county, town, post, tmp_path):
    add(town, "示例镇发布")
    path = post.write(town)
    copy = tmp_path / "文件1(1).gmpack"
    copy.write_bytes(path.read_bytes())
    states = [t["state"] for t in county.tell("package", "import", path, copy)]
    assert states == ["taken_in", "already"]


def test_the_example_register_comes_in_with_one_backup_however_many_files(county, town, post):
    town.tell("accounts", "import", DATA / "register_published.xlsx")
    first = post.write(town)
    add(town, "示例镇发布")
    second = post.write(town)
    county.tell("package", "import", first, second)
    assert len(list((county.folder / "backups").glob("*接收前*.db"))) == 1
