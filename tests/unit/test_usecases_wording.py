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
