"""One clerk's filling-in of a form, told with the names of its questions."""

from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.forms.rows import plan_of
from tests.unit.forms.workbooks import YES_NO, row, run, workbook

GROUP_END = row("end group", "")
END = row("end repeat", "")
VETO = {"gm_severity": "veto", "gm_problem": "问题", "gm_basis": "国家条文"}
HINT = {"gm_severity": "hint", "gm_problem": "提醒"}


class Scenario:
    """A form and its run, with questions addressed by name.

    A question or row within repeats is addressed by its name and the numbers (from 1) of the rows
    around it, outer ones first: `("账号", 2, 1)`.
    """

    def __init__(self, *survey, choices=YES_NO, files=None, **context):
        self.form = compile_workbook(workbook(survey, choices), "f.xlsx", files)
        self._start(context)

    def _start(self, context):
        self._context = context
        self.run = run(self.form, **context)
        self._paths = {node.name: node.path for node in self.form.nodes}
        self._removed = []

    # rows

    def path(self, name, *rows):
        """Return the path of what has that name, in the rows with those numbers."""
        plan, path = self._paths[name], ""
        numbers = list(rows)
        for part in plan.split("/")[1:]:
            path += f"/{part}"
            if numbers and plan_of(path) in self.form.repeats:
                path += f"[#{self.ids(path)[numbers.pop(0) - 1]}]"
        assert not numbers, (name, rows)
        return path

    def ids(self, series):
        """Return the ids of a repeat's rows in order."""
        start = f"{series}[#"
        found = (i.path[len(start) :] for i in self.run.items() if i.path.startswith(start))
        return list(dict.fromkeys(text.partition("]")[0] for text in found))

    def add(self, name, *rows, times=1):
        for _ in range(times):
            self.run.add_row(self.path(name, *rows))
        return self

    def remove(self, name, *rows):
        path = self.path(name, *rows)
        self._removed.append((path, self.run.remove_row(path)))
        return self

    def restore(self):
        """Put the row back that was taken out last."""
        self.run.restore_row(*self._removed.pop())
        return self

    def fill(self, name, *values):
        """Answer a question in as many rows as there are values, adding rows as needed."""
        repeat = max((r for r in self.form.repeats if self._paths[name].startswith(r)), key=len)
        while len(self.ids(repeat)) < len(values):
            self.run.add_row(repeat)
        for number, value in enumerate(values, 1):
            self.type_in(number, **{name: value})
        return self

    # answers

    def type(self, **answers):
        return self.type_in(**answers)

    def type_in(self, *rows, **answers):
        for name, value in answers.items():
            assert self.run.answer(self.path(name, *rows), value) is None, name
        return self

    def refusal(self, name, value, *rows):
        return self.run.answer(self.path(name, *rows), value)

    def again(self, *, recorded=False, **context):
        """Return the scenario opened again from its draft, or from its record."""
        other = object.__new__(Scenario)
        other.form = CompiledForm.from_text(self.form.to_text())
        answers = self.run.record() if recorded else self.run.answers()
        other._start(self._context | context | {"answers": answers})
        return other

    # what is to be seen

    def item(self, name, *rows):
        if rows:
            path = self.path(name, *rows)
            return next(i for i in self.run.items() if i.path == path)
        return next(i for i in self.run.items() if i.name == name)

    def value(self, name, *rows):
        return self.item(name, *rows).value

    def values(self, *names):
        return [self.value(name) for name in names]

    def each(self, name):
        """Return the values of a question in all rows, in order."""
        return [i.value for i in self.run.items() if i.name == name]

    def each_relevant(self, name):
        return [i.relevant for i in self.run.items() if i.name == name]

    def relevant(self, *names):
        return [self.item(name).relevant for name in names]

    def offered(self, name, *rows):
        return [choice.name for choice in self.item(name, *rows).choices]

    def open(self):
        """Return the paths of what still has to be answered."""
        return [item.path for item in self.run.open_items()]

    def finding(self):
        """Return the only finding."""
        (found,) = self.run.findings()
        return found
