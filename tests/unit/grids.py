"""A grid over the accounts of a small office, its cells named by account and question."""

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.usecases.forms.known import find_form
from govmedia_desktop.usecases.grid.filling import Sheet, Work
from govmedia_desktop.usecases.inspections.taking import Manner
from govmedia_desktop.usecases.periods import periods

JUDGED = ("serious_error", "leak", "harmful_content", "adverse_opinion", "fake_engagement")
LOOKED = {"looked_at": "12", "looked_from": "4-1", "looked_to": "5-6"}
PASSED = {"last_update": "5-1", "interaction": "有", **LOOKED, **dict.fromkeys(JUDGED, "未发现")}


class Grid:
    """The sheet, with rows by account name and columns by question name."""

    def __init__(self, desk, form="national-2019", nature=Nature.QUARTERLY, refused=None):
        period = periods.current_period(desk)
        rows = periods.period_list(desk, period, periods.counted_with(nature)).rows
        listed = [row.listed for row in rows]
        self.desk = desk
        self.sheet = Sheet(desk, Work(period, find_form(desk, form), nature), listed, refused)

    def row(self, account):
        names = [listed.account.name for listed in self.sheet.accounts]
        return names.index(account)

    def column(self, name):
        return [question.name for question in self.sheet.questions].index(name)

    def place(self, account, name):
        return self.row(account), self.column(name)

    def cell(self, account, name):
        return self.sheet.cell(*self.place(account, name))

    def put(self, account, manner=Manner.TYPED, **texts):
        paths = {self.sheet.questions[self.column(name)].path: t for name, t in texts.items()}
        return self.sheet.put({self.row(account): paths}, manner)

    def carry_out(self, planned, manner=Manner.TYPED):
        return self.sheet.put(planned.texts, manner)

    def shown(self, account):
        row = self.sheet.row(self.row(account))
        return {q.name: row.cell(q.path).text for q in self.sheet.questions}

    def verdict(self, account):
        return self.sheet.row(self.row(account)).verdict
