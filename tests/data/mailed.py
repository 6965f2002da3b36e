"""Filling a mailed check sheet in as a clerk does: cells named by account and question."""

from openpyxl import load_workbook

from govmedia_desktop.domain.mailed_sheets import ACCOUNT_KEY, NAME_KEY, WHO_KEY

JUDGED = ("serious_error", "leak", "harmful_content", "adverse_opinion", "fake_engagement")
PASSING = {
    "last_update": "2026-11-20",
    "interaction": "有",
    "looked_at": 12,
    "looked_from": "2026-11-01",
    "looked_to": "2026-11-20",
    **dict.fromkeys(JUDGED, "未发现"),
    "app_unusable": "未发现",
}
SHEET = "检查表格"


class Clerk:
    """A sheet open at a clerk's desk; `save` closes it."""

    def __init__(self, path):
        self.path = path
        self.book = load_workbook(path)
        self.sheet = self.book[SHEET]
        keys = {c.value: c.column for c in self.sheet[1] if c.value}
        self.columns = {key.rpartition("/")[2]: column for key, column in keys.items()}
        self.rows = {
            self.sheet.cell(row, keys[NAME_KEY]).value: row
            for row in range(2, self.sheet.max_row + 1)
            if len(self.sheet.cell(row, keys[ACCOUNT_KEY]).value or "") == 36
        }

    def cell(self, account, question):
        return self.sheet.cell(self.rows[account], self.columns[question])

    def fill(self, account, **answers):
        """Answer questions of an account; what it is not asked (grey, locked) is left alone."""
        for question, answer in answers.items():
            cell = self.cell(account, question)
            if not cell.protection.locked:
                cell.value = answer

    def sign(self, name, day=None):
        row = next(r for r in range(2, 10) if self.sheet.cell(r, 1).value == WHO_KEY)
        self.sheet.cell(row, self.columns[NAME_KEY]).value = name
        if day:
            self.sheet.cell(row, self.columns["gm:platform"] + 1).value = day

    def save(self, path=None):
        self.book.save(path or self.path)
        self.book.close()
        return path or self.path


def fill_in(path, **answers):
    """Answer for every account what passes, save these answers."""
    clerk = Clerk(path)
    given = {**PASSING, **answers}
    for account in clerk.rows:
        clerk.fill(account, **{name: given[name] for name in given if name in clerk.columns})
    clerk.sign("李四")
    return clerk.save()
