"""The summary in a file: complete in itself, escaped, and marked where it is practice."""

import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO

import openpyxl
import pytest

from govmedia_desktop.reports.stamped import StampedAccount
from govmedia_desktop.reports.summary import Summary, summary_html, summary_workbook
from govmedia_desktop.usecases.exchange import summaries
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from tests.data.county import NOW, county
from tests.unit.exchanges import Q4, TOWNS, places, send

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=y>=1+1"
SUMMARY = Summary(
    HOSTILE,
    [("报送单位", HOSTILE), ("收件单位", "")],
    [("账号", "2 个")],
    [StampedAccount(HOSTILE, "微信公众号", HOSTILE, "正常运行", problems=HOSTILE)],
)


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_has_no_script_loads_nothing_and_escapes_everything():
    page = Tags(summary_html(SUMMARY).decode())
    assert {"script", "img", "link", "iframe", "a", "form"}.isdisjoint(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not re.search(r"url\(|@import|https?:", summary_html(SUMMARY).decode())
    assert page.words.count(HOSTILE) == 6
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes


def test_what_is_not_known_is_left_out():
    assert "收件单位" not in summary_html(SUMMARY).decode()


def test_practice_is_marked_on_both():
    practice = Summary("标题", [], [], [], practice=True)
    assert "【练习】" in summary_html(practice).decode()
    assert "【练习】" in words_of(summary_workbook(practice))
    assert "【练习】" not in summary_html(SUMMARY).decode()


def words_of(workbook):
    sheet = openpyxl.load_workbook(BytesIO(workbook)).active
    return " ".join(str(cell.value) for row in sheet for cell in row if cell.value)


def test_the_workbook_holds_the_same_and_no_formula():
    sheet = openpyxl.load_workbook(BytesIO(summary_workbook(SUMMARY))).active
    cells = [cell for row in sheet for cell in row if cell.value]
    assert sum(cell.value == HOSTILE for cell in cells) == 4
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_summary_without_accounts_says_so():
    empty = Summary("标题", [], [], [])
    assert "没有账号" in summary_html(empty).decode()
    assert "没有账号" in words_of(summary_workbook(empty))


@pytest.fixture
def desk(tmp_path):
    with county(tmp_path / "data", accounts=8, quarters=2) as made:
        yield made


def entries(path):
    with zipfile.ZipFile(path) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n.startswith("summary")}


def test_every_file_tells_who_period_and_what_was_found(desk, tmp_path):
    found = entries(export(desk, tmp_path / "x.gmpack", Order(period=Q4)).path)
    assert set(found) == {"summary.html", "summary.xlsx"}
    page = " ".join(Tags(found["summary.html"].decode()).words)
    sheet = words_of(found["summary.xlsx"])
    told = ("示例县人民政府办公室", "示例市人民政府办公室", "2026年第四季度", "8 个", "合格")
    for text in (page, sheet):
        assert all(word in text for word in told)
        assert str(NOW.date()) in text
        assert "【练习】" in text


def test_of_very_many_accounts_the_failed_ones_stand_first_and_the_rest_is_counted(
    desk, tmp_path, monkeypatch
):
    monkeypatch.setattr(summaries, "MOST_ACCOUNTS", 3)
    page = entries(export(desk, tmp_path / "x.gmpack", Order(period=Q4)).path)["summary.html"]
    assert "还有 5 个账号没有列在这里" in page.decode()
    assert page.decode().count("<tr>") == 4


def test_what_goes_down_tells_of_the_accounts_of_that_office_only(tmp_path):
    with places(tmp_path) as (county_desk, one, other):
        for town in (one, other):
            send(town, county_desk, tmp_path)
        page = entries(export(county_desk, tmp_path / "x.gmpack", Order(TOWNS[0])).path)
    assert f"{TOWNS[0]}发布" in page["summary.html"].decode()
    assert f"{TOWNS[1]}发布" not in page["summary.html"].decode()


def test_a_light_file_says_so(desk, tmp_path):
    page = entries(export(desk, tmp_path / "x.gmpack", Order(light=True)).path)["summary.html"]
    assert "不含截图" in page.decode()
