"""`govmedia events add|respond|list`."""


def test_an_event_its_responses_and_the_silence(office):
    county = office()
    for name in ("示例发布", "示例应急"):
        county.tell("accounts", "add", f"name={name}", "platform=wechat")
    county.tell("events", "add", "强降雨", "--date", "2024-07-12", "--first-word", "县气象局")
    told = county.tell("events", "respond", "强降雨", "示例发布", "--date", "2024-07-14")
    assert told["silent_days"] == 2
    assert county.tell("events", "respond", "强降雨", "示例应急")["first"] is None
    (event,) = county.tell("events", "list", "强降雨")
    assert [a["account"]["name"] for a in event["accounts"]] == ["示例应急", "示例发布"]
    assert "没有名为" in county.refused("events", "respond", "没有的事", "示例发布")
    assert county.tell("verify")["ok"]
