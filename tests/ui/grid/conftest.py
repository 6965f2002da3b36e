"""A clerk at 表格填, with real widgets on a real data folder."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from govmedia_desktop.store import drafts
from govmedia_desktop.usecases.register import accounts
from tests.data.offices import APP, LAW, TOWN_VOICE, office
from ui.grid.model import MARK_ROLE
from ui.pages.check import CheckPage
from ui.session import Session
from ui.tasks import InlinePool, Tasks

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TOWN, JUSTICE, PHONE = "示例镇之声", "示例普法", "示例掌上通"
ORDER = (PHONE, JUSTICE, TOWN)
"""As the list has them: by owner."""


class Clerk:
    """The person at the grid."""

    def __init__(self, qtbot, desk):
        self.qtbot, self.desk = qtbot, desk
        self.session = Session(desk, Tasks(InlinePool()), office="示例县人民政府办公室")
        self.said = []
        self.session.said.connect(self.said.append)
        self.page = CheckPage(self.session)
        qtbot.addWidget(self.page)
        self.page.resize(1100, 640)
        self.page.show()
        with qtbot.waitActive(self.page):
            self.page.activateWindow()
        self.open()

    def open(self, form=0):
        self.page.list.form.setCurrentIndex(form)
        self.qtbot.keyClick(self.page.list, KEY.Key_T, CONTROL)
        assert self.page.currentWidget() is self.page.grid

    @property
    def grid(self):
        return self.page.grid

    @property
    def table(self):
        return self.page.grid.table

    @property
    def names(self):
        return [question.name for question in self.grid.model.sheet.questions]

    def at(self, account, name):
        self.table.go_to(ORDER.index(account), self.names.index(name))

    def here(self):
        index = self.table.currentIndex()
        return ORDER[index.row()], self.names[index.column()]

    def text(self, account, name):
        return self.grid.model.index(ORDER.index(account), self.names.index(name)).data()

    def mark(self, account, name):
        index = self.grid.model.index(ORDER.index(account), self.names.index(name))
        return index.data(MARK_ROLE)

    def verdict(self, account):
        model = self.grid.model
        return model.index(ORDER.index(account), model.columnCount() - 1).data()

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), key, modifier)
            QApplication.processEvents()

    def type(self, text):
        """Type into the current cell and press Enter, as a person does."""
        self.qtbot.keyClicks(self.table, text[0])
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        self.qtbot.keyClicks(editor, text[1:])
        self.press(KEY.Key_Return)

    def put(self, account, **texts):
        for name, text in texts.items():
            self.at(account, name)
            self.grid.model.setData(self.table.currentIndex(), text)

    def choose(self, name, *rows):
        self.at(rows[0], name)
        selection = self.table.selectionModel()
        for row in rows:
            index = self.grid.model.index(ORDER.index(row), self.names.index(name))
            selection.select(index, QItemSelectionModel.SelectionFlag.Select)

    def paste(self, text):
        QGuiApplication.clipboard().setText(text)
        self.press(KEY.Key_V, modifier=CONTROL)

    def on_disk(self):
        listed = {a.account.id: a.account.name for a in accounts.list_accounts(self.desk)}
        return {
            listed[d.account]: {
                path.rpartition("/")[2]: answer.value
                for path, answer in drafts.answers(self.desk.db, d.id).items()
            }
            for d in drafts.drafts(self.desk.db)
        }


@contextmanager
def at_work(qtbot, folder):
    with office(folder, [TOWN_VOICE, LAW, APP]) as desk:
        yield Clerk(qtbot, desk)


@pytest.fixture
def clerk(qtbot, tmp_path):
    with at_work(qtbot, tmp_path / "数据 文件夹") as person:
        yield person
