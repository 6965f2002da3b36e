"""Every record and every field that can be changed has a name that people know."""

import pytest

from govmedia_desktop.domain.labels import KIND_LABELS, LABELS, in_order, label_of
from govmedia_desktop.domain.records import KINDS
from govmedia_desktop.usecases.wording import Wording
from tests.unit.desks import add, desk_of


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_and_field_has_a_chinese_name_of_its_own(kind):
    fields = set(KINDS[kind].fields)
    assert not KIND_LABELS[kind].isascii()
    assert set(LABELS[kind]) == fields - {"same_as"}
    assert not any(label_of(kind, field).isascii() and field != "url" for field in fields)
    assert sorted(in_order(kind, fields)) == sorted(fields)


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_with_nothing_entered_has_a_title_all_the_same(tmp_path, kind):
    row = dict.fromkeys((*KINDS[kind].fields, "id"))
    with desk_of(tmp_path / "县") as desk:
        assert Wording(desk).title(kind, row)


def test_values_are_told_by_names(tmp_path):
    with desk_of(tmp_path / "县") as desk:
        account = add(desk, owner="示例县融媒体中心")
        wording = Wording(desk)
        assert wording.title_of(account) == "示例发布（微信公众号）"
        assert wording.value("account", "platform", "weibo") == "新浪微博"
        assert wording.value("inspection", "account", account) == "示例发布（微信公众号）"
        assert wording.value("parameter", "name", "max_idle_days") == "最长不更新天数"
        assert wording.value("parameter", "name", "holidays:2027") == "2027年放假安排"
        assert wording.value("parameter", "name", "default_form") == "默认检查表"
        assert wording.value("parameter", "severity", "veto") == "单项否决"
        assert wording.value("account", "remark", None) == ""
        assert wording.listed("account", "platform", "weibo") == "weibo"
        assert wording.listed("office", "parent", desk.office) == "示例县人民政府办公室"
        result = {"conclusion": "不合格", "findings": [{}, {}]}
        assert wording.value("inspection", "result", result) == "不合格，2项问题"


@pytest.mark.parametrize(
    ("kind", "field", "value", "told"),
    [
        ("plan", "accounts", {"ids": ["a", "b", "c"]}, "3个账号"),
        ("plan", "accounts", {"ids": "别的程序写的"}, "0个账号"),
        ("report", "covers", {"own": {"checked": 12}}, "报送时的内容，检查12个账号"),
        ("report", "covers", {"own": None}, "报送时的内容"),
        ("published", "by_platform", {"新浪微博": 2, "抖音": 1}, "新浪微博 2、抖音 1"),
        ("inspection", "result", {"conclusion": "不合格", "findings": [{}, {}]}, "不合格，2项问题"),
        ("inspection", "result", {"findings": "坏了"}, "结论不明"),
        ("inspection", "form", "没有收到的", "一份还没有收到的检查表"),
        ("response", "event", "没有收到的", "一条还没有收到的记录"),
        ("account", "same_as", "另一条", "与另一条是同一个"),
        ("account", "owner", "没有收到的", "未知单位"),
        ("form", "workbook", "0123456789abcdef", "文件 01234567"),
    ],
)
def test_what_is_no_plain_text_is_told_in_words(tmp_path, kind, field, value, told):
    with desk_of(tmp_path / "县") as desk:
        assert Wording(desk).value(kind, field, value) == told
        assert Wording(desk).opinion(kind, field, None) == "（空）"
