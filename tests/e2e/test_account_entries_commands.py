"""`govmedia accounts show|merge|part|main|matrix`."""

import pytest


@pytest.fixture
def county(office):
    made = office()
    for name in ("示例县普法", "示例縣普法"):
        made.tell("accounts", "add", f"name={name}", "platform=wechat", "owner=示例县司法局")
    return made


def test_two_entries_are_merged_shown_as_one_and_parted_again(county):
    assert "账号名称不同，还没有选用" in county.refused(
        "accounts", "merge", "示例县普法", "示例縣普法"
    )
    assert "只能写 1" in county.refused(
        "accounts", "merge", "示例县普法", "示例縣普法", "--take", "3"
    )
    names = ("示例县普法", "示例縣普法")
    (differs, *_) = county.tell("accounts", "merge", *names, "--dry-run")
    assert (differs["name"], differs["differs"]) == ("name", True)
    assert len(county.tell("accounts", "list")) == 2
    assert "没有名为“x”" in county.refused("accounts", "merge", *names, "--take", "x=1")
    merged = county.tell("accounts", "merge", *names, "--take", "1")
    assert merged["taken"] == [
        {"name": "name", "one": "示例县普法", "other": "示例縣普法", "side": "1"}
    ]
    assert len(county.tell("accounts", "list")) == 1
    shown = county.tell("accounts", "show", merged["name"])
    assert (shown["entries"], shown["owner"]) == (merged["entries"], "示例县司法局")
    county.tell("accounts", "part", merged["name"])
    assert len(county.tell("accounts", "list")) == 2
    assert "没有合并过" in county.refused("accounts", "part", "示例县普法")


def test_a_matrix_is_a_tree_of_main_accounts(county):
    assert county.tell("accounts", "main", "示例縣普法", "示例县普法")["changed"]
    (top,) = county.tell("accounts", "matrix")
    assert (top["name"], [b["name"] for b in top["below"]]) == ("示例县普法", ["示例縣普法"])
    assert county.tell("accounts", "show", "示例縣普法")["main_account"] == "示例县普法"
    assert "不能是它自己" in county.refused("accounts", "main", "示例县普法", "示例縣普法")
    county.tell("accounts", "main", "示例縣普法")
    assert len(county.tell("accounts", "matrix")) == 2
