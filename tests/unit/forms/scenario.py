"""One clerk's filling-in of a form, told with the names of its questions."""

from tests.unit.forms.workbooks import compiled, row, run

GROUP_END = row("end group", "")
VETO = {"gm_severity": "veto", "gm_problem": "问题", "gm_basis": "国家条文"}
HINT = {"gm_severity": "hint", "gm_problem": "提醒"}


class Scenario:
    """A form and its run, with questions addressed by name."""

    def __init__(self, *survey, choices=None, **context):
        self.form = compiled(*survey, **({"choices": choices} if choices else {}))
        self.run = run(self.form, **context)
        self._paths = {node.name: node.path for node in self.form.nodes}

    def type(self, **answers):
        for name, value in answers.items():
            assert self.run.answer(self._paths[name], value) is None, name
        return self

    def refusal(self, name, value):
        return self.run.answer(self._paths[name], value)

    def item(self, name):
        return next(i for i in self.run.items() if i.name == name)

    def value(self, name):
        return self.item(name).value

    def values(self, *names):
        return [self.value(name) for name in names]

    def relevant(self, *names):
        return [self.item(name).relevant for name in names]

    def offered(self, name):
        return [choice.name for choice in self.item(name).choices]

    def finding(self):
        """Return the only finding."""
        (found,) = self.run.findings()
        return found
