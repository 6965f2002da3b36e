"""打印空白检查表: for the chosen account, or for all that are to be checked in the period."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.exchange.reporting import file_name
from govmedia_desktop.usecases.inspections.check_sheets import ToPrint, print_sheets
from ui.parts import desktop, dialogs
from ui.parts.bars import Message
from ui.parts.paper import print_papers
from ui.session import Session
from ui.tasks import Progress
from ui.theme import State


def print_blank(session: Session, parent: QWidget, printing: ToPrint) -> None:
    """Ask where to, and write the sheets as one PDF beside the window."""
    only = printing.accounts[0].account.name if len(printing.accounts) == 1 else ""
    name = file_name(session.desk, printing.period, f"{only}空白检查表", ".pdf")
    path = dialogs.file_to_write(
        parent, "打印空白检查表", desktop.suggested_place(name), "PDF (*.pdf)"
    )
    if path is None:
        return
    desktop.remember_place(path)

    def work(desk: Desk, progress: Progress) -> Path:
        return print_sheets(desk, printing, path.with_suffix(".pdf"), print_papers, progress)

    def tell(written: Path) -> None:
        count = len(printing.accounts)
        text = f"已写出“{written.name}”，{count} 张检查表，打开后用 A4 纸打印。"
        show = Message(State.PASSED, text, "打开所在文件夹", lambda: desktop.show_file(written))
        session.say(show)

    session.beside("正在写空白检查表", work, tell)
