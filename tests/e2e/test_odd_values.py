"""Values that are odd, empty, endless or unseen: taken, cleared or refused, nothing half."""

import pytest


@pytest.fixture
def county(office):
    return office()


@pytest.fixture
def added(county):
    return county.tell("accounts", "add", "name=示例发布", "platform=wechat", "owner=示例县司法局")


def test_an_empty_value_clears_the_owner_like_any_other_field(county, added):
    county.tell("accounts", "set", added["id"], "url=https://weixin.qq.com")
    told = county.tell("accounts", "set", added["id"], "owner=", "url=")
    assert told["changed"] is True
    assert (told["owner"], told["url"]) == (None, None)


@pytest.mark.parametrize("count", ["99999999999", "9" * 30, "1" * 5000, "-1", "1.5", "½", "²"])
def test_a_count_of_followers_that_no_account_has_is_refused(county, count):
    sentence = county.refused("accounts", "add", "name=甲", "platform=wechat", f"followers={count}")
    assert sentence.startswith("粉丝量")
    assert county.tell("accounts", "list") == []


@pytest.mark.parametrize("name", ["\x01", "\u200b", " \u3000 ", "\ufeff\u2060", "\udcff"])
def test_a_name_that_nobody_can_see_is_no_name(county, added, name):
    assert "账号名称" in county.refused("accounts", "add", f"name={name}", "platform=wechat")
    assert "账号名称" in county.refused("accounts", "set", added["id"], f"name={name}")
    assert [a["name"] for a in county.tell("accounts", "list")] == ["示例发布"]


def test_control_characters_never_reach_the_register(county):
    fields = ["name=示\x07例\x1b[2J", "platform=wechat", "remark=一\x00二\ud800三"]
    told = county.tell("accounts", "add", *fields)
    assert (told["name"], told["remark"]) == ("示例[2J", "一二三")


@pytest.mark.parametrize(
    ("given", "stored"),
    [("2024-02-29", "2024-02-29"), ("20240229", "2024-02-29"), (" 2024-03-01 ", "2024-03-01")],
)
def test_a_leap_day_is_a_day_where_there_is_one(county, added, given, stored):
    told = county.tell("accounts", "set", added["id"], f"last_update={given}")
    assert told["last_update"] == stored


@pytest.mark.parametrize("given", ["2023-02-29", "2024-13-01", "0000-01-01", "２０２４", "45000"])
def test_a_day_that_never_was_is_refused(county, added, given):
    assert given in county.refused("accounts", "set", added["id"], f"last_update={given}")


@pytest.mark.parametrize("field", ["name", "platform", "status", "kind"])
def test_what_an_account_cannot_be_without_is_never_cleared(county, added, field):
    assert "不能为空" in county.refused("accounts", "set", added["id"], f"{field}=")


@pytest.mark.parametrize("field", ["same_as", "main_account", "id", "home", "deleted", "phone", ""])
def test_only_the_register_s_own_fields_are_set(county, added, field):
    assert "没有名为" in county.refused("accounts", "set", added["id"], f"{field}=x")


def test_sql_and_markup_in_values_are_only_text(county):
    name = "<b>甲</b>'; DROP TABLE revision; --"
    county.tell("accounts", "add", f"name={name}", "platform=wechat", "owner=%s{}\\")
    (listed,) = county.tell("accounts", "list")
    assert (listed["name"], listed["owner"]) == (name, "%s{}\\")
    assert county.tell("verify") == {"ok": True, "faults": []}
