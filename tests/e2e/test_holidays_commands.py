"""`govmedia holidays list|set|remove`."""

from datetime import date


def test_a_year_is_entered_listed_and_taken_back(office):
    county = office()
    kept = county.tell("holidays", "list")["kept"]
    year = max(*kept, date.today().year) + 1
    told = county.tell("holidays", "set", year, "1月1日至3日放假，共3天。1月4日上班。")
    assert told == {"year": year, "off": 3, "worked": 1}
    assert county.tell("holidays", "list")["entered"][str(year)]["worked"] == [f"{year}-01-04"]
    assert county.tell("holidays", "list")["entered"][str(year)]["own"]
    assert "写明4天" in county.refused("holidays", "set", year, "1月1日至3日放假，共4天。")
    assert "已收录" in county.refused("holidays", "set", 2025, "1月1日放假。")
    county.tell("holidays", "remove", year)
    assert county.tell("holidays", "list")["entered"] == {}
