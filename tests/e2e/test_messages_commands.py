"""`govmedia messages add|set|list|stats`."""


def test_a_question_is_asked_answered_and_counted(office):
    county = office()
    county.tell("accounts", "add", "name=示例发布", "platform=wechat", "owner=示例局")
    asked = county.tell(
        *("messages", "add", "示例发布", "content=医保怎么缴", "asked=2024-05-06", "theme=医保")
    )
    (told,) = county.tell("messages", "list")
    assert (told["state"], told["days"], told["owner"]) == ("待答复", None, "示例局")
    county.tell("messages", "set", asked["id"], "answered=2024-05-08", "quality=答复得当")
    (told,) = county.tell("messages", "list", "示例发布")
    assert (told["state"], told["days"]) == ("已答复", 2)
    span = ("--from", "2024-05-01", "--to", "2024-05-31")
    (counted,) = county.tell("messages", "stats", "--by", "theme", *span)
    assert counted == {
        "group": "医保",
        "asked": 1,
        "answered": 1,
        "in_time": 1,
        "faults": 0,
        "days": 2.0,
    }
    assert "请写明问了什么" in county.refused("messages", "add", "示例发布", "theme=医保")
    assert county.tell("verify")["ok"]
