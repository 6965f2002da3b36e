"""Counting people's likes offends a rule; asking whether anybody was forced to like does not."""

import pytest

from govmedia_desktop.domain.burden import demands_evidence, offended_rule


def subject(text, name="q", *, numeric=False, scored=True):
    rule = offended_rule(text, name, numeric=numeric, scored=scored)
    return rule.subject if rule else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本季度点赞量", "点赞"),
        ("获赞总数是否达标", "点赞"),
        ("投票数排名前十", "点赞"),
        ("转发了几次？", "转发"),
        ("本单位人员是否按要求转发", "转发"),
        ("粉丝数是不是达到常住人口的20%", "粉丝"),
        ("关注人数有没有增长", "粉丝"),
        ("登录率", "登录"),
        ("是否每天登录", "登录"),
        ("打卡次数", "登录"),
        ("平均在线时长（分钟）", "在线时长"),
        ("学习时间是否满1小时", "在线时长"),
    ],
)
def test_an_indicator_that_counts_people_offends_a_rule(text, found):
    assert subject(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "有没有打卡签到、积分排名的做法？",
        "有没有购买“粉丝”、强制要求群众点赞等弄虚作假的做法？",
        "有没有强制关注、转发、点赞或者打卡的做法？",
        "有没有刷点赞量、转发量的做法？",
        "是否及时转发党中央、国务院重大决策部署？",
        "停更公告有没有说明以后关注哪个账号？",
        "转载的内容有没有注明来源？",
        "在线咨询有没有人回复？",
        "抽看了几篇内容？",
        "有没有每天更新",
    ],
)
def test_what_is_asked_against_the_burden_or_about_service_offends_none(text):
    assert subject(text) is None


def test_a_bare_word_is_enough_where_a_number_is_typed():
    assert subject("粉丝", numeric=True, scored=False) == "粉丝"
    assert subject("粉丝", numeric=False, scored=False) is None


def test_a_number_is_an_indicator_even_if_its_label_forbids():
    assert subject("点赞，不得少于100", numeric=True) == "点赞"


@pytest.mark.parametrize(
    ("name", "found"),
    [("likes_total", "点赞"), ("online_minutes", "在线时长"), ("likely", None), ("sharing", None)],
)
def test_a_questions_name_tells_as_well_where_something_hangs_on_it(name, found):
    assert subject("甲", name) == found
    assert subject("甲", name, scored=False) is None


def test_every_offence_has_the_rule_with_its_number():
    rule = offended_rule("点赞量", "q", numeric=False, scored=True)
    assert "指尖上的形式主义" in rule.rule
    assert "国办函〔2026〕12号" in rule.rule


@pytest.mark.parametrize(
    ("text", "name", "asked"),
    [
        ("上传截图", "q", True),
        ("佐证材料名称", "q", True),
        ("甲", "screenshot_1", True),
        ("有没有回复", "q", False),
    ],
)
def test_words_that_ask_for_evidence(text, name, asked):
    assert demands_evidence(text, name) is asked
