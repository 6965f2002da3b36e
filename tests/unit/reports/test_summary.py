"""The summary in a file: complete in itself, escaped, and marked where it is practice."""

import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO

import openpyxl
import pytest

from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.reports.stamped import COLUMNS, StampedAccount
from govmedia_desktop.reports.summary import Summary, summary_html, summary_workbook
from govmedia_desktop.usecases.exchange import summaries
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from tests.data.county import NOW, county
from tests.unit.exchanges import Q3, Q4, TOWNS, places, send

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
    assert "这个文件里没有账号" in summary_html(empty).decode()
    assert "这个文件里没有账号" in words_of(summary_workbook(empty))


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


def test_the_failed_accounts_stand_first_with_sign_word_and_colour(desk, tmp_path):
    page = entries(export(desk, tmp_path / "x.gmpack", Order(period=Q3)).path)["summary.html"]
    told = re.findall(r'<td class="(\w+)">(.) ([^<]+)</td>', page.decode())
    assert told == sorted(told, key=lambda cell: ("fail", "open", "ok").index(cell[0]))
    assert {("fail", "✗"), ("ok", "✓")} <= {(state, sign) for state, sign, _word in told}


@pytest.mark.parametrize(
    ("conclusion", "marked"),
    [
        ("合格", '<td class="ok">✓ 合格</td>'),
        ("自查未发现问题", '<td class="ok">✓ 自查未发现问题</td>'),
        ("不合格", '<td class="fail">✗ 不合格</td>'),
        ("自查发现问题", '<td class="fail">✗ 自查发现问题</td>'),
        ("不合格·待核实", '<td class="open">○ 不合格·待核实</td>'),
        ("自查发现问题·待核实", '<td class="open">○ 自查发现问题·待核实</td>'),
        ("未检查", '<td class="open">○ 未检查</td>'),
        ("未检查完", '<td class="open">○ 未检查完</td>'),
    ],
)
def test_what_nobody_looked_at_or_confirmed_is_marked_neither_good_nor_bad(conclusion, marked):
    account = StampedAccount("号", "微信公众号", "局", "正常运行", conclusion=conclusion)
    assert marked in summary_html(replace(SUMMARY, accounts=[account])).decode()


def test_on_a_phone_a_row_is_a_card_that_names_each_value_and_nothing_is_cut():
    """Seen in a browser at 390 dots: the table was twice as wide as the screen, days were torn."""
    page = summary_html(SUMMARY).decode()
    narrow = page[page.index("@media screen and (max-width: 720px)") :]
    for number, (title, _width) in enumerate(COLUMNS[2:], 3):
        assert f'td:nth-child({number})::before {{ content: "{title}"; }}' in narrow
    assert "thead { display: none; }" in narrow
    day = [title for title, _ in COLUMNS].index("监测时间点") + 1
    kept = page[: page.index("{ white-space: nowrap; } td:last-child")].rsplit("\n", 1)[1]
    assert f"td:nth-child({day})" in kept
    assert "td:nth-child(2)" not in kept


def test_a_quarter_that_nobody_checked_says_so_and_an_empty_file_too():
    unchecked = [StampedAccount("号", "微信公众号", "局", "正常运行", conclusion="未检查")]
    page = summary_html(replace(SUMMARY, accounts=unchecked)).decode()
    assert "这个周期还没有检查过" in page
    checked = replace(unchecked[0], nature="自查")
    assert "没有检查过" not in summary_html(replace(SUMMARY, accounts=[checked])).decode()
    assert "没有检查过" not in summary_html(replace(SUMMARY, accounts=[])).decode()


@pytest.mark.parametrize(
    ("kind", "said", "of_a_quarter"),
    [
        (PackageKind.REPORT, ("报送单位", "报送的检查情况"), True),
        (PackageKind.BACKUP, ("备份单位", "不是报送"), False),
        (PackageKind.HANDOVER, ("交接单位", "交给下一任经办人"), False),
    ],
)
def test_a_file_says_what_it_is_for_to_who_never_saw_the_program(
    desk, tmp_path, kind, said, of_a_quarter
):
    order = Order(kind=kind, period=Q4)
    page = entries(export(desk, tmp_path / "x.gmpack", order).path)["summary.html"].decode()
    title = page[page.index("<h1>") : page.index("</h1>")]
    assert all(words in page for words in said)
    assert ("2026年第四季度" in title) == of_a_quarter
    assert "<h2>2026年第四季度检查情况</h2>" in page


def test_a_receipt_says_what_it_is_and_lists_no_accounts(tmp_path):
    with places(tmp_path) as (county_desk, one, _):
        send(one, county_desk, tmp_path)
        send(county_desk, one, tmp_path, Order(TOWNS[0]))
        receipt = export(one, tmp_path / "回执.gmpack")
    found = entries(receipt.path)
    page = found["summary.html"].decode()
    assert receipt.is_receipt
    assert "收件单位发来的1个文件已经收到" in page
    assert "<table>" not in page
    assert "收件单位发来的1个文件已经收到" in words_of(found["summary.xlsx"])
    assert "账号名称" not in words_of(found["summary.xlsx"])


def test_a_light_file_says_so(desk, tmp_path):
    page = entries(export(desk, tmp_path / "x.gmpack", Order(light=True)).path)["summary.html"]
    assert "不含截图" in page.decode()
