"""Which column is what is remembered of sender and layout: units use one header differently."""

import openpyxl
import pytest

from govmedia_desktop.domain.registers import Wanted
from govmedia_desktop.usecases.column_notes import Memory
from govmedia_desktop.usecases.register.accounts import list_accounts
from govmedia_desktop.usecases.register.imported import read_register, take_in_register
from tests.unit.desks import desk_of

HEAD = ("账号名称", "平台", "单位", "管理机构")
LEFT, RIGHT = (
    {1: "name", 2: "platform", 3: "owner_name"},
    {1: "name", 2: "platform", 4: "owner_name"},
)


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def table(path, name, *above, sender=("填报单位：示例甲局",), foot=()):
    book = openpyxl.Workbook()
    for row in (*above, sender, HEAD, (name, "微信", f"{name}科室", f"{name}局"), *foot):
        book.active.append(row)
    book.save(path)
    return path


def taught(desk, path, columns, sender=None):
    wanted = Wanted(columns={**columns, **{c: "" for c in range(1, 5) if c not in columns}})
    read = read_register(desk, path)
    told = Wanted(columns=wanted.columns, sender=sender or read.wanted.sender)
    take_in_register(desk, read_register(desk, path, wanted=told))


def owner(read):
    return read.register.rows[0].values["owner_name"]


def test_two_senders_of_one_layout_are_each_read_as_they_were_the_last_time(desk, tmp_path):
    taught(desk, table(tmp_path / "甲.xlsx", "一"), RIGHT)
    taught(desk, table(tmp_path / "乙.xlsx", "二", sender=("填报单位：示例乙局",)), LEFT)
    of_one = read_register(desk, table(tmp_path / "甲2.xlsx", "三"))
    of_other = read_register(
        desk, table(tmp_path / "乙2.xlsx", "四", sender=("填报单位：示例乙局",))
    )
    assert (owner(of_one), owner(of_other)) == ("三局", "四科室")
    assert of_one.memory is of_other.memory is Memory.SENDER


def test_a_sender_of_whom_nothing_is_remembered_is_read_as_the_layout_was_last(desk, tmp_path):
    taught(desk, table(tmp_path / "甲.xlsx", "一"), RIGHT)
    read = read_register(desk, table(tmp_path / "丙.xlsx", "二", sender=("填报单位：示例丙局",)))
    assert (owner(read), read.memory, read.wanted.sender) == ("二局", Memory.LAYOUT, "示例丙局")


def test_a_layout_that_nobody_told_is_read_by_its_headers(desk, tmp_path):
    read = read_register(desk, table(tmp_path / "甲.xlsx", "一"))
    assert (owner(read), read.memory, read.wanted.columns) == ("一科室", None, None)


def test_the_sender_may_be_told_another_than_the_table_says(desk, tmp_path):
    taught(desk, table(tmp_path / "甲.xlsx", "一"), RIGHT, sender="示例丁局")
    taught(desk, table(tmp_path / "乙.xlsx", "二"), LEFT)
    path = table(tmp_path / "再.xlsx", "三")
    assert owner(read_register(desk, path)) == "三科室"
    assert owner(read_register(desk, path, wanted=Wanted(sender="示例丁局"))) == "三局"
    assert owner(read_register(desk, path, wanted=Wanted(sender=""))) == "三科室"


@pytest.mark.parametrize(
    ("rows", "sender"),
    [
        ({"sender": ("填报单位（盖章）：示例甲局　填报人：王某",)}, "示例甲局"),
        ({"sender": ("填报单位:", "示例甲局", "填报人：")}, "示例甲局"),
        ({"sender": ("报送单位： 示例甲局",)}, "示例甲局"),
        ({"sender": ("政务新媒体台账",), "foot": (("填表单位：示例甲局",),)}, "示例甲局"),
        ({"sender": ("填报单位（盖章）：        填报人：",)}, "一科室"),
        ({"sender": ("政务新媒体台账",)}, "一科室"),
    ],
)
def test_the_sender_is_who_the_table_names_else_the_only_owner(desk, tmp_path, rows, sender):
    read = read_register(desk, table(tmp_path / "甲.xlsx", "一", **rows))
    assert read.wanted.sender == sender


def test_looking_writes_nothing_and_remembers_nothing(desk, tmp_path):
    path = table(tmp_path / "甲.xlsx", "一")
    read_register(
        desk, path, wanted=Wanted(columns={1: "name", 2: "platform", 3: "", 4: "owner_name"})
    )
    assert read_register(desk, path).memory is None
    assert list_accounts(desk) == []
