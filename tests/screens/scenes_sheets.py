"""Scenes of 检查表格: sheets that go out to offices without the program and come back."""

import shutil
import subprocess
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.mailed.sheets import (
    offices_with_accounts,
    send_out_all,
    sending_to,
)
from govmedia_desktop.usecases.periods.periods import current_period
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.data.mailed import Clerk, fill_in
from tests.screens import desks, scene
from tests.screens.scenes_exchange import page_at
from ui.pages.exchange import ExchangePage
from ui.parts.words import plain_label


def sheets_at(session) -> tuple[QWidget, ExchangePage]:
    take_up_shipped_forms(session.desk)
    window, page = page_at(session)
    page.show_tab(page.sheets_out)
    return window, page


@scene("sheets")
def some() -> QWidget:
    window, page = sheets_at(desks.session())
    for row in (0, 2):
        item = page.sheets_out.offices.item(row)
        item.setCheckState(item.checkState().Checked)
    return window


@scene("sheets-empty")
def empty() -> QWidget:
    return sheets_at(desks.session(accounts=0))[0]


@scene("sheets-written")
def written() -> QWidget:
    session = desks.session()
    window, page = sheets_at(session)
    page.sheets_out.all.trigger()
    page.sheets_out._tell(sent(session, desks.folder()))
    return window


@scene("sheets-back")
def back() -> QWidget:
    session = desks.session()
    window, page = sheets_at(session)
    page.take_back(came_back(session))
    return window


@scene("sheets-faults")
def faults() -> QWidget:
    window = back()
    window.stack.currentWidget().sheets_back.files.selectRow(1)
    return window


@scene("sheets-back-large", font_size="特大")
def back_large() -> QWidget:
    return back()


@scene("sheets-busy")
def busy() -> QWidget:
    session = desks.session()
    window, page = sheets_at(session)
    session.tasks._pool.held = True
    page.take_back([desks.folder() / "柳溪镇.xlsx", desks.folder() / "石桥镇.xlsx"])
    return window


def sent(session, folder):
    desk = session.desk
    period = current_period(desk)
    offices = [office.id for office, _ in offices_with_accounts(desk, period)]
    sendings = [sending_to(desk, office, "national-2019", period) for office in offices]
    return send_out_all(desk, sendings, folder)


def came_back(session) -> list:
    """Sheets as they come: whole, half filled, wrongly filled, broken."""
    folder = desks.folder()
    paths = [one.path for one in sent(session, folder)]
    day = str(session.desk.today())
    for path in paths:
        fill_in(path, last_update=day, looked_from=day, looked_to=day)
    wrong = Clerk(paths[0])
    for name in list(wrong.rows)[:2]:
        wrong.fill(name, interaction="好像有", looked_at="十几篇")
    wrong.fill(next(iter(wrong.rows)), leak=None)
    wrong.save()
    broken = folder / "柳溪镇（旧版WPS）.xlsx"
    broken.write_bytes(paths[1].read_bytes()[:4000])
    return [*paths, broken]


@scene("sheets-foreign")
def foreign() -> QWidget:
    """A table of an office's own: its columns guessed, its rows looked over."""
    session = desks.session()
    window, page = sheets_at(session)
    page.show_tab(page.foreign)
    names = [a for a in list_accounts(session.desk) if a.owner_name == "东岗乡人民政府"]
    book = Workbook()
    book.active.append(["东岗乡2026年第四季度检查情况"])
    book.active.append(["序号", "账号名称", "平台", "更新日期", "互动", "严重表述错误", "备注"])
    for n, a in enumerate(names, 1):
        account = a.account
        book.active.append([n, account.name, account.platform.label, "2026-11-20", "有", "无", ""])
    book.active.append([9, "东岗文旅（旧号）", "抖音", "2026-10-01", "有", "未发现", "停了"])
    path = desks.folder() / "东岗乡检查情况（定稿）.xlsx"
    book.save(path)
    page.foreign.read(path)
    return window


@scene("sheets-foreign-empty")
def foreign_empty() -> QWidget:
    window, page = sheets_at(desks.session())
    page.show_tab(page.foreign)
    return window


@scene("sheets-check-sheet")
def check_sheet() -> QWidget:
    """The workbook itself, as LibreOffice shows it to an office without the program."""
    session = desks.session()
    take_up_shipped_forms(session.desk)
    (sent_out, *_) = sent(session, desks.folder())
    return drawn_by_libreoffice(sent_out.path)


def drawn_by_libreoffice(workbook: Path) -> QWidget:
    shown = plain_label()
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        shown.setText("LibreOffice and pdftoppm are not installed")
        return shown
    folder, paper = workbook.parent, workbook.with_suffix(".pdf")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    for command in (
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, workbook],
        ["pdftoppm", "-png", "-r", "110", "-singlefile", paper, workbook.with_suffix("")],
    ):
        subprocess.run(command, check=True, capture_output=True)
    shown.setPixmap(QPixmap(str(workbook.with_suffix(".png"))))
    return shown
