from dataclasses import fields, replace
from datetime import date

import pytest

from govmedia_desktop.reports.overview import Overview, overview_text

BARE = Overview("2026年第四季度", date(2026, 12, 31))
FULL = Overview(
    period="2026年第四季度",
    cutoff=date(2026, 12, 31),
    total=62,
    by_owner={"县直部门": 40, "乡镇街道": 22},
    by_platform={"微信公众号": 50, "抖音": 12},
    checked=60,
    failed=5,
    rate_last_quarter="95.7%",
    rate_last_year="90.00%",
    opened=2,
    closed=0,
    last_problems=4,
    rechecked=4,
    put_right=3,
    unconfirmed=("示例镇之声",),
    suspended=("示例普法", "示例教育"),
)


def test_every_count_is_named():
    assert overview_text(FULL) == (
        "截至2026年12月31日，共有政务新媒体账号62个；按开设主体分，县直部门40个、乡镇街道22个；"
        "按类型分，微信公众号50个、抖音12个。"
        "2026年第四季度共检查60个，检查比例96.77%，合格55个，不合格5个，合格率91.67%。"
        "与上季度（95.7%）相比，合格率下降4.03个百分点，"
        "与去年同期（90.00%）相比，合格率上升1.67个百分点。"
        "本期新开设账号2个，关停账号0个。"
        "上季度存在问题的账号4个，已复查4个，整改到位3个。"
        "另有待核实账号1个（示例镇之声），未计入检查数和合格率。"
        "另有经批准暂停更新账号2个（示例普法、示例教育），不计入合格率。"
    )


def test_where_nothing_is_known_nothing_is_said():
    assert overview_text(BARE) == ""


@pytest.mark.parametrize(
    ("unknown", "unsaid"),
    [
        ({"total": None}, ["截至", "开设主体", "检查比例"]),
        ({"by_owner": {}}, ["开设主体"]),
        ({"by_platform": {}}, ["类型"]),
        ({"checked": None}, ["检查比例", "合格率9", "相比"]),
        ({"failed": None}, ["不合格", "合格率9", "相比"]),
        ({"rate_last_quarter": ""}, ["上季度（"]),
        ({"rate_last_year": "不详"}, ["去年同期"]),
        ({"opened": None}, ["开设账号"]),
        ({"closed": None}, ["关停"]),
        ({"last_problems": None}, ["复查", "整改到位"]),
        ({"rechecked": None}, ["已复查"]),
        ({"put_right": None}, ["整改到位"]),
        ({"unconfirmed": None}, ["待核实"]),
        ({"suspended": ()}, ["暂停更新"]),
    ],
)
def test_what_is_not_known_is_left_out_and_the_rest_stays(unknown, unsaid):
    text = overview_text(replace(FULL, **unknown))
    assert not [words for words in unsaid if words in text]
    assert text.endswith("。")
    assert "None" not in text
    assert "。。" not in text
    assert "，。" not in text


def test_each_count_alone_makes_a_sentence_or_none():
    for name in (f.name for f in fields(Overview)):
        text = overview_text(replace(BARE, **{name: getattr(FULL, name)}))
        assert text == "" or text.endswith("。")


def test_a_known_nought_is_said():
    text = overview_text(replace(BARE, checked=3, failed=0, opened=0))
    assert "合格3个，不合格0个，合格率100.00%" in text
    assert "本期新开设账号0个" in text


def test_nothing_checked_has_no_rate():
    assert overview_text(replace(BARE, total=5, checked=0, failed=0)).endswith(
        "共检查0个，检查比例0.00%。"
    )


@pytest.mark.parametrize(
    ("before", "said"),
    [("91.67%", "持平"), ("91.66%", "上升0.01个百分点"), ("92%", "下降0.33个百分点")],
)
def test_a_change_is_what_a_reader_who_subtracts_gets(before, said):
    text = overview_text(replace(FULL, rate_last_quarter=before))
    assert f"（{before}）相比，合格率{said}" in text


def test_practice_data_are_marked():
    assert overview_text(replace(FULL, practice=True)).startswith("【练习】截至")
