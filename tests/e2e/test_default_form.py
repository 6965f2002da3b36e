"""The county names the form once; checks on the command line use it without naming it."""


def test_a_check_without_a_form_is_made_under_the_one_that_was_set(office):
    county = office()
    county.tell("accounts", "add", "name=示例发布", "platform=wechat")
    arguments = county.inspect("示例发布", last_update="2024-05-01", interaction="yes")
    place = arguments.index("--form")
    del arguments[place : place + 2]
    assert county.tell("forms", "default")["form_id"] == "national-2019"
    assert county.tell(*arguments)["verdict"] == "合格"
    assert county.tell("forms", "default", "basic")["form_id"] == "basic"
    assert county.tell("forms", "default")["title"] == "政务新媒体日常检查"
    refusal = county.refused(*arguments)
    assert "没有名为“serious_error”的问题" in refusal


def test_a_form_that_is_not_here_is_refused(office):
    county = office()
    assert "没有名为“别的”的检查表" in county.refused("forms", "default", "别的")
