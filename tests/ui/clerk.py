"""A clerk at the page 检查, with real widgets on a real data folder."""

from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.store import drafts
from tests.data.offices import office
from ui.pages.check import CheckPage
from ui.session import Session
from ui.tasks import InlinePool, Tasks

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


class Clerk:
    """The person at the page: presses keys, reads what stands there."""

    def __init__(self, qtbot, desk):
        self.qtbot, self.desk = qtbot, desk
        self.session = Session(desk, Tasks(InlinePool()), office="示例县人民政府办公室")
        self.said, self.saved = [], []
        self.session.said.connect(self.said.append)
        self.session.saved.connect(self.saved.append)
        self.open()

    def open(self):
        self.page = CheckPage(self.session)
        self.qtbot.addWidget(self.page)
        self.page.resize(1100, 640)
        self.page.show()
        with self.qtbot.waitActive(self.page):
            self.page.activateWindow()

    @property
    def sheet(self):
        return self.page.filling.sheet

    @property
    def listed(self):
        return self.page.currentWidget() is self.page.list

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    def type(self, text):
        line = QApplication.focusWidget()
        line.selectAll()
        if text.isascii():
            self.qtbot.keyClicks(line, text)
        else:  # what an input method commits
            line.insert(text)

    def rows(self):
        model = self.page.list.panel.model
        return [model.row_at(n) for n in range(model.rowCount())]

    def row(self, name):
        return next(r for r in self.rows() if r.checked.listed.account.name == name)

    def choose(self, name):
        self.page.list.panel.table.selectRow(self.rows().index(self.row(name)))
        self.page.list.panel.table.setFocus()

    def check(self, name):
        self.choose(name)
        self.press(KEY.Key_Return)

    def at(self):
        return self.sheet.path.rpartition("/")[2]

    def question(self, name=None):
        if name is not None:
            self.go(name)
        return self.sheet.question(self.sheet.path)

    def go(self, name):
        paths = {i.name: i.path for s in self.sheet.filling.sections for i in s.items}
        self.sheet.go_to(paths[name])

    def answers(self):
        found = drafts.answers(self.desk.db, drafts.drafts(self.desk.db)[0].id)
        return {path.rpartition("/")[2]: answer.value for path, answer in found.items()}


@contextmanager
def at_work(qtbot, folder, *given, **how):
    with office(folder, given, **how) as desk:
        yield Clerk(qtbot, desk)


def look_through(clerk):
    for name, text in (("looked_at", "12"), ("looked_from", "4-1"), ("looked_to", "今天")):
        clerk.go(name)
        clerk.type(text)
        clerk.press(KEY.Key_Return)


def finish_looking(clerk, interaction=KEY.Key_1):
    """Look through, answer what is left, nothing found, and finish the inspection."""
    look_through(clerk)
    clerk.go("interaction")
    clerk.press(interaction)
    clerk.go("leak")
    clerk.press(KEY.Key_0, modifier=CONTROL)
    clerk.press(KEY.Key_S, modifier=CONTROL)
