"""What the window shows of a form under way: its items and sections as they stand."""

from collections.abc import Mapping, Sequence

from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.domain.verdicts import Finding, Severity
from govmedia_desktop.forms.compiled import CompiledForm, Node
from govmedia_desktop.forms.findings import Findings
from govmedia_desktop.forms.items import Item, Row, Section
from govmedia_desktop.forms.model import Model
from govmedia_desktop.forms.rows import series_and_row

_NOT_SHOWN = ("calculate", "hidden", "metadata")


class Showing:
    """Reads items and sections off a settled model; `answers` is the run's own mapping."""

    def __init__(
        self,
        form: CompiledForm,
        model: Model,
        findings: Findings,
        answers: Mapping[str, Answer],
    ) -> None:
        self._form, self._model, self._findings, self._answers = form, model, findings, answers

    def text(self, path: str, name: str) -> str:
        """Return a label, hint or message as it reads now."""
        return self._model.worded(path, name)

    def items(self, findings: Sequence[Finding]) -> tuple[Item, ...]:
        """Return all questions and notes, and what is computed or hidden, in order."""
        known = {finding.path: finding for finding in findings}
        return tuple(self._item(path, node, known) for path, node in self._model.leaves)

    def item(self, path: str) -> Item:
        """Return one of them as it stands; its finding is left aside."""
        return self._item(path, self._model.node(path), {})

    def sections(self, findings: Sequence[Finding]) -> tuple[Section, ...]:
        """Return the groups in order with their items; of a repeat without rows an empty one."""
        known = {finding.path: finding for finding in findings}
        by_parent: dict[str, list[Item]] = {}
        for path, node in self._model.walk():
            if node.kind == "repeat" and not path.endswith("]"):
                if not self._model.rows(path) and "count" not in node.expressions:
                    by_parent.setdefault(path, [])
            elif not node.holds_others and node.kind not in _NOT_SHOWN:
                parent = path.rpartition("/")[0]
                by_parent.setdefault(parent, []).append(self._item(path, node, known))
        return tuple(self._section(path, items) for path, items in by_parent.items())

    def _section(self, path: str, items: list[Item]) -> Section:
        relevant = self._model.relevant(path) if self._model.has(path) else True
        return Section(path, self._label(path), relevant, tuple(items), self._row(path))

    def _label(self, path: str) -> str:
        labels: list[str] = []
        while self._model.has(path):
            labels.insert(0, " ".join(filter(None, (self.text(path, "label"), self._number(path)))))
            path = path.rpartition("/")[0]
        return " · ".join(filter(None, labels)) or self._form.title

    def _number(self, path: str) -> str:
        if not path.endswith("]"):
            return ""
        series, row = series_and_row(path)
        return f"第{self._model.rows(series).index(row) + 1}条"

    def _row(self, path: str) -> Row | None:
        """Return the innermost row that a section is in, or the repeat that has none."""
        while self._model.has(path):
            node = self._model.node(path)
            if node.kind == "repeat":
                counted = "count" in node.expressions or self._model.readonly(path)
                if not path.endswith("]"):
                    return Row(path, "", 0, 0, may_change=not counted)
                series, row = series_and_row(path)
                rows = self._model.rows(series)
                return Row(series, row, rows.index(row) + 1, len(rows), may_change=not counted)
            path = path.rpartition("/")[0]
        return None

    def _item(self, path: str, node: Node, findings: Mapping[str, Finding]) -> Item:
        rules = node.rules
        fails = "fails" in node.expressions
        return Item(
            path=path,
            name=node.name,
            kind=node.kind,
            label=self.text(path, "label"),
            hint=self.text(path, "hint"),
            guidance=self.text(path, "guidance"),
            appearance=node.appearance,
            choices=self._model.choices(path),
            judgement=node.is_judgement,
            required=self._model.holds(path, "required"),
            relevant=self._model.relevant(path),
            readonly=node.calculated or self._model.readonly(path),
            answer=self._answers.get(path),
            value=self._model.text(path),
            shown=self._findings.shown(path),
            problem=self._problem(path, node),
            finding=findings.get(path),
            open=self.is_open(path, node),
            severity=Severity(rules["severity"]) if fails else None,
            problem_type=rules.get("problem", ""),
            basis=rules.get("basis", ""),
            bounds=node.bounds,
        )

    def _problem(self, path: str, node: Node) -> str | None:
        """Return why a given answer cannot stand, as things are now."""
        text = self._model.text(path)
        if not text or not node.is_asked:
            return None
        constrained = "constraint" in node.expressions
        broken = constrained and not self._model.holds(path, "constraint")
        wrong = self._model.wrong_choice(path, text)
        return wrong or (self._model.refusal(path) if broken else None)

    def is_open(self, path: str, node: Node) -> bool:
        """Whether something still has to be answered here (未答)."""
        if not self._model.relevant(path):
            return False
        if "fails" in node.expressions and self._findings.is_open(path, node):
            return True
        if not node.is_asked:
            return False
        missing = self._model.holds(path, "required") and not self._model.text(path)
        return missing or self._problem(path, node) is not None
