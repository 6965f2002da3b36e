"""检查 on paper: the blank sheet as PDF and as a picture, and keyed in again by its numbers."""

import re
from dataclasses import replace

import pytest
import segno
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.verdicts import Conclusion
from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.reports.checksheet import paper_of
from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.forms.known import find_form
from govmedia_desktop.usecases.inspections.check_sheets import check_sheet
from govmedia_desktop.usecases.inspections.inspections import result_of
from govmedia_desktop.usecases.register.accounts import find_account
from tests.data.offices import LAW, TOWN_VOICE, office
from tests.data.pictures import png
from tests.screens.paper_sheets import DOTS, MARGIN, page_images
from tests.ui.clerk import Clerk
from ui.parts import dialogs
from ui.parts.paper import print_papers

KEY = Qt.Key


@pytest.fixture
def clerk(qtbot, tmp_path):
    with office(tmp_path / "数据", (TOWN_VOICE, LAW)) as desk:
        yield Clerk(qtbot, desk)


@pytest.fixture
def sheet_of(clerk):
    def made(name="示例镇之声", form="national-2019"):
        desk = clerk.desk
        return check_sheet(desk, find_form(desk, form), find_account(desk, name), desk.today())

    return made


def pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_sheets_are_written_as_one_pdf_with_their_font(clerk, tmp_path, sheet_of):
    papers = [paper_of(sheet_of()), paper_of(sheet_of("示例普法"))]
    pdf = print_papers(papers, tmp_path / "检查表.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pages(pdf) == 2
    assert b"/FontFile2" in pdf


def test_a_long_sheet_goes_on_on_a_second_page(clerk, tmp_path, sheet_of):
    sheet = sheet_of()
    sections = tuple(replace(s, label=f"{s.label}{n}") for n in range(3) for s in sheet.sections)
    papers = [paper_of(replace(sheet, sections=sections))]
    assert pages(print_papers(papers, tmp_path / "长.pdf").read_bytes()) > 1


def test_a_place_that_cannot_be_written_to_is_refused(clerk, tmp_path, sheet_of):
    with pytest.raises(CannotWriteError):
        print_papers([paper_of(sheet_of())], tmp_path / "没有的文件夹" / "a.pdf")


def code_as_drawn(image: QImage, size: int) -> list[list[bool]]:
    """The modules of the code in the upper right corner, found by their dark frame."""
    dark = [
        (x, y)
        for y in range(round(90 * DOTS / 72))
        for x in range(image.width() * 3 // 4, image.width())
        if image.pixelColor(x, y).lightness() < 128
    ]
    left, right = min(x for x, _ in dark), max(x for x, _ in dark) + 1
    top = min(y for _, y in dark)
    module = (right - left) / size
    return [
        [
            image.pixelColor(
                round(left + (column + 0.5) * module - 0.5), round(top + (row + 0.5) * module - 0.5)
            ).lightness()
            < 128
            for column in range(size)
        ]
        for row in range(size)
    ]


def test_the_code_on_paper_is_the_code_of_the_sheet_module_by_module(clerk, sheet_of):
    sheet = sheet_of()
    matrix = [
        [bool(module) for module in row]
        for row in segno.make(sheet.code, error="m", boost_error=False, micro=False).matrix
    ]
    (image,) = page_images([sheet])
    assert code_as_drawn(image, len(matrix)) == matrix


def test_the_paper_is_not_blank_and_its_chinese_is_drawn(clerk, sheet_of):
    assert QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    (image,) = page_images([sheet_of()])
    (other,) = page_images([replace(sheet_of(), account="另一个账号")])
    assert image != other


def test_printing_for_the_chosen_account_names_the_file_after_it(clerk, tmp_path, file_at):
    offered = file_at(tmp_path / "一张.pdf")
    clerk.choose("示例普法")
    clerk.page.list.blank.trigger()
    assert offered[0].endswith("示例普法空白检查表.pdf")
    assert pages((tmp_path / "一张.pdf").read_bytes()) == 1
    assert "1 张检查表" in clerk.said[-1].text


def test_printing_for_the_period_gives_every_account_its_sheet(clerk, tmp_path, file_at):
    file_at(tmp_path / "全部")
    clerk.page.list.blanks.trigger()
    assert pages((tmp_path / "全部.pdf").read_bytes()) == 2


def test_thinking_better_of_it_writes_nothing(clerk, file_at):
    file_at()
    clerk.page.list.blanks.trigger()
    assert clerk.said == []


# keying in


class Typist:
    """Who keys sheets in: a scanner types the code, fingers the digits."""

    def __init__(self, clerk):
        self.clerk, self.page = clerk, clerk.page.rekeying

    def scan(self, text):
        self.page.code.setFocus()
        self.page.code.selectAll()
        self.clerk.qtbot.keyClicks(self.page.code, text)
        self.clerk.qtbot.keyClick(self.page.code, KEY.Key_Return)

    def number(self):
        return self.page.sheet.question(self.page.sheet.path).number.text()

    def press(self, *keys):
        self.clerk.press(*keys)

    def type(self, text):
        self.clerk.type(text)
        self.clerk.press(KEY.Key_Return)


@pytest.fixture
def typist(clerk):
    clerk.page.list.rekey.trigger()
    return Typist(clerk)


def test_the_page_waits_for_a_code(clerk, typist):
    assert clerk.page.currentWidget() is typist.page
    assert QApplication.focusWidget() is typist.page.code
    assert typist.page.empty.isVisible()
    assert not typist.page.done.isVisible()


def test_a_scanned_sheet_is_keyed_in_by_its_numbers_and_finished(clerk, typist, sheet_of):
    typist.scan(sheet_of().code)
    assert typist.number() == "1"
    typist.type("2024-04-28")
    typist.press(KEY.Key_1, KEY.Key_Return)
    assert typist.number() == "3"
    for text in ("12", "4-1", "5-3"):
        typist.type(text)
    for number in range(6, 11):
        assert typist.number() == str(number)
        typist.press(KEY.Key_1, KEY.Key_Return)
    typist.page.done.trigger()
    assert drafts.drafts(clerk.desk.db) == []
    assert "检查完成：合格" in clerk.said[-1].text
    assert QApplication.focusWidget() is typist.page.code
    assert typist.page.code.text() == ""
    typist.page.back.trigger()
    clerk.page.list.refresh()
    checked = clerk.row("示例镇之声").checked
    assert checked.conclusion is Conclusion.PASSED
    assert result_of(clerk.desk, checked.inspection).conclusion is Conclusion.PASSED


def test_the_printed_numbers_are_those_on_the_screen(clerk, typist, sheet_of):
    for form in ("national-2019", "basic"):
        sheet = sheet_of(form=form)
        typist.scan(sheet.code)
        shown = {q.item.label: q.number.text() for q in typist.page.sheet.view.questions.values()}
        printed = {q.label: str(q.number) for s in sheet.sections for q in s.questions}
        assert shown == printed


def test_numbers_stay_while_answers_open_and_close_questions(clerk, typist, sheet_of):
    sheet = sheet_of(form="basic")
    typist.scan(sheet.code)
    questions = typist.page.sheet.view.questions
    event = next(q for path, q in questions.items() if path.endswith("hot_event"))
    assert not event.isVisibleTo(typist.page)
    hot = next(path for path in questions if path.endswith("hot_response"))
    typist.page.sheet.go_to(hot)
    typist.press(KEY.Key_1)
    assert event.isVisibleTo(typist.page)
    before = {q.item.path: q.number.text() for q in questions.values()}
    typist.page.leave()
    clerk.page.list.rekey.trigger()
    typist.scan(sheet.code)
    again = typist.page.sheet.view.questions
    assert {q.item.path: q.number.text() for q in again.values()} == before


def test_an_unfinished_sheet_is_a_draft_when_the_next_is_scanned(clerk, typist, sheet_of):
    typist.scan(sheet_of().code)
    typist.type("2024-04-28")
    typist.scan(sheet_of("示例普法").code)
    typist.type("2024-04-30")
    assert len(drafts.drafts(clerk.desk.db)) == 2
    typist.scan(sheet_of().code)
    assert typist.page.title.text() == "示例镇之声"
    assert typist.number() == "2"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("gm1|national-2019|1", "不完整"),
        ("gm1|other|1|12345678|0190a1b2-c3d4-7e5f-8a9b-000000000001", "台账里没有"),
        ("nobody", "台账里没有"),
    ],
)
def test_a_code_that_leads_nowhere_says_why_and_opens_nothing(clerk, typist, text, why):
    typist.scan(text)
    assert why in typist.page.code_fault.text()
    assert typist.page.sheet is None
    assert drafts.drafts(clerk.desk.db) == []


def test_a_sheet_of_a_form_that_is_not_here_is_not_keyed_in_under_another(clerk, typist, sheet_of):
    code = sheet_of().code.replace("|2|", "|9|")
    typist.scan(code)
    assert "本机没有" in typist.page.code_fault.text()
    assert typist.page.sheet is None


def test_an_accounts_name_opens_the_form_of_the_list(clerk, typist):
    typist.page.code.setText("示例普法")
    typist.page.open_code()
    assert typist.page.code.cursorPosition() == 0  # a long code is seen from its beginning
    assert typist.page.title.text() == "示例普法"
    assert typist.page.sheet.filling.inspection.form.form_id == "national-2019"


def test_going_back_to_the_list_keeps_the_draft(clerk, typist, sheet_of):
    typist.scan(sheet_of().code)
    typist.type("2024-04-28")
    typist.page.back.trigger()
    assert clerk.listed
    assert clerk.row("示例镇之声").checked.draft is not None


def test_a_sheet_that_is_thrown_away_can_be_brought_back(clerk, typist, sheet_of):
    typist.scan(sheet_of().code)
    typist.type("2024-04-28")
    typist.page.throw.trigger()
    assert drafts.drafts(clerk.desk.db) == []
    clerk.said[-1].pressed()
    assert len(drafts.drafts(clerk.desk.db)) == 1


def test_the_sections_are_gone_to_by_their_keys(clerk, typist, sheet_of):
    typist.scan(sheet_of().code)
    numbers = [typist.number()]
    for _ in range(3):
        typist.page.after.trigger()
        numbers.append(typist.number())
    assert numbers == ["1", "2", "3", "6"]
    typist.page.before.trigger()
    assert typist.number() == "3"


def test_the_head_tells_the_section_of_the_question_one_is_at(clerk, typist, sheet_of):
    typist.scan(sheet_of().code)
    typist.page.sheet.view.questions[
        next(p for p in typist.page.sheet.view.questions if p.endswith("/leak"))
    ].field.take_focus()
    assert typist.page.section.text().startswith("内容安全与弄虚作假")


def test_the_table_on_paper_has_its_line_at_the_left(clerk, sheet_of):
    image = page_images([sheet_of()])[0]
    left = round(MARGIN * DOTS / 72)
    dark = [
        sum(image.pixelColor(x, y).lightness() < 200 for y in range(image.height()))
        for x in range(left - 3, left + 4)
    ]
    assert max(dark) > image.height() // 5


# another office's paper


def test_paper_of_another_office_is_keyed_in_for_it_with_its_scan(
    clerk, typist, sheet_of, tmp_path, monkeypatch
):
    scan = tmp_path / "示例镇扫描.png"
    scan.write_bytes(png(30, 30))
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: scan)
    bar = typist.page.on_paper
    assert not bar.more.isVisible()
    bar.ticked.click()
    assert bar.more.isVisible()
    bar.attach.trigger()
    assert bar.scan.text() == "示例镇扫描.png"
    typist.scan(sheet_of().code)
    assert typist.page.about.text().endswith("2024-05-06 · 代录（示例镇扫描.png）")
    inspection = typist.page.sheet.filling.inspection
    assert inspection.office == find_account(clerk.desk, "示例镇之声").account.owner
    typist.page.await_next()
    assert bar.scan.text() == "没有附扫描件"
    assert bar.ticked.isChecked()


def test_what_is_no_picture_is_said_beside_the_code(clerk, typist, sheet_of, tmp_path, monkeypatch):
    scan = tmp_path / "扫描.png"
    scan.write_bytes(b"%PDF-1.4 nothing")
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: scan)
    typist.page.on_paper.ticked.click()
    typist.page.on_paper.attach.trigger()
    typist.scan(sheet_of().code)
    assert typist.page.code_fault.isVisible()
    assert typist.page.sheet is None
    assert drafts.drafts(clerk.desk.db) == []
