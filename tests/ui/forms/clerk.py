"""A clerk with one form before her, who can be counted pressing keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.usecases.inspections.inspections import Occasion, begin
from ui.pages.check import CheckPage
from ui.session import Session
from ui.tasks import InlinePool, Tasks


class Clerk:
    """The person at 检查: presses keys, counts them, reads."""

    def __init__(self, qtbot, desk):
        self.qtbot, self.desk, self.pressed = qtbot, desk, 0
        self.session = Session(desk, Tasks(InlinePool()), office="示例县")
        self.said, self.wanted = [], []
        self.session.said.connect(self.said.append)
        self.session.wanted.connect(lambda title, errand: self.wanted.append((title, errand)))
        self.page = CheckPage(self.session)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 640)
        self.page.show()
        with qtbot.waitActive(self.page):
            self.page.activateWindow()

    @property
    def sheet(self):
        return self.page.filling.sheet

    def open(self, name, form="national-2019", nature=Nature.QUARTERLY):
        self.page.show_inspection(begin(self.desk, Occasion(name, form, nature)))

    def path(self, name):
        return resolve(self.sheet.filling.inspection.compiled, name)

    def go(self, name):
        self.sheet.go_to(self.path(name))
        return self.sheet.question(self.path(name))

    def answer(self, name):
        return self.sheet.filling.inspection.run.answers().get(self.path(name))

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            self.pressed += 1
            self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    def type(self, text):
        line = QApplication.focusWidget()
        if text.isascii():
            self.pressed += len(text)
            self.qtbot.keyClicks(line, text)
        else:
            line.insert(text)
