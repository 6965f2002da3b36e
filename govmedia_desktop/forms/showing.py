"""What the window shows of a form under way: its items and sections as they stand."""

from collections.abc import Container, Iterator, Mapping

from govmedia_desktop.domain.inspections import Answer
from govmedia_desktop.domain.verdicts import Finding, Severity
from govmedia_desktop.forms.compiled import TABLE_LABEL, CompiledForm, Node
from govmedia_desktop.forms.findings import Findings
from govmedia_desktop.forms.items import Item, Row, Section
from govmedia_desktop.forms.model import Model
from govmedia_desktop.forms.rows import plan_of, series_and_row

_NOT_SHOWN = ("calculate", "hidden", "metadata")


class Showing:
    """Reads items and sections off a settled model; `answers` is the run's own mapping.

    An item is read again only once something that it follows from has changed: a form of five
    hundred rows is shown again after every answer.
    """

    def __init__(
        self,
        form: CompiledForm,
        model: Model,
        findings: Findings,
        answers: Mapping[str, Answer],
    ) -> None:
        self._form, self._model, self._findings, self._answers = form, model, findings, answers
        self._lasting, self._resting = form.shared.lasting, form.shared.resting
        self._numbers: dict[str, dict[str, int]] = {}
        self._known: dict[str, Item] = {}
        self._answered: dict[str, Answer] = {}

    def text(self, path: str, name: str) -> str:
        """Return a label, hint or message as it reads now."""
        return self._model.worded(path, name)

    def items(self, among: Container[str] | None = None) -> tuple[Item, ...]:
        """Return all questions and notes, and what is computed or hidden, in order.

        Of those `among` paths only, where some are given.
        """
        self._forget_stale()
        leaves = self._model.leaves
        wanted = leaves if among is None else [leaf for leaf in leaves if leaf[0] in among]
        return tuple(self._item(path, node) for path, node in wanted)

    def _forget_stale(self) -> None:
        before, self._answered = self._answered, dict(self._answers)
        changed = {p for p, a in self._answered.items() if before.get(p) is not a}
        for path in changed | self._model.take_touched():
            self._known.pop(path, None)
            for stale in self._resting_on(path):
                self._known.pop(stale, None)

    def _resting_on(self, path: str) -> Iterator[str]:
        if not self._model.has(path):
            return
        plan = plan_of(path)
        series = self._model.node(path).kind == "repeat" and not path.endswith("]")
        judged = self._resting.on_rows_of(plan) if series else self._resting.on(plan)
        for item, within in judged:
            yield from self._model.instances(item, within, path)

    def item(self, path: str) -> Item:
        """Return one of them as it stands."""
        self._forget_stale()
        return self._item(path, self._model.node(path))

    def sections(self) -> tuple[Section, ...]:
        """Return the groups in order with their items; of a repeat without rows an empty one."""
        self._forget_stale()
        self._numbers.clear()
        by_parent: dict[str, list[Item]] = {}
        for path, node in self._model.walk():
            if node.kind == "repeat" and not path.endswith("]"):
                if not self._model.rows(path) and "count" not in node.expressions:
                    by_parent.setdefault(path, [])
            elif not node.holds_others and not _is_left_out(node):
                parent = path.rpartition("/")[0]
                by_parent.setdefault(parent, []).append(self._item(path, node))
        return tuple(self._section(path, items) for path, items in by_parent.items())

    def _section(self, path: str, items: list[Item]) -> Section:
        relevant = self._model.relevant(path) if self._model.has(path) else True
        return Section(path, self._label(path), relevant, tuple(items), self._row(path))

    def _label(self, path: str) -> str:
        labels: list[str] = []
        while self._model.has(path):
            label = self.text(path, "label") or self._table_label(path)
            labels.insert(0, " ".join(filter(None, (label, self._number(path)))))
            path = path.rpartition("/")[0]
        return " · ".join(filter(None, labels)) or self._form.title

    def _table_label(self, path: str) -> str:
        """Return the label of a table of questions, which stands in a note of its own."""
        plan = self._form.shared.table_notes.get(plan_of(path), "")
        return self.text(f"{path}/{plan}", "label") if plan else ""

    def _number(self, path: str) -> str:
        if not path.endswith("]"):
            return ""
        series, row = series_and_row(path)
        return f"第{self._places(series)[row]}条"

    def _places(self, series: str) -> Mapping[str, int]:
        """Return which row stands where, from 1."""
        if series not in self._numbers:
            rows = self._model.rows(series)
            self._numbers[series] = {row: n for n, row in enumerate(rows, start=1)}
        return self._numbers[series]

    def _row(self, path: str) -> Row | None:
        """Return the innermost row that a section is in, or the repeat that has none."""
        while self._model.has(path):
            node = self._model.node(path)
            if node.kind == "repeat":
                counted = "count" in node.expressions or self._model.readonly(path)
                if not path.endswith("]"):
                    return Row(path, "", 0, 0, may_change=not counted)
                series, row = series_and_row(path)
                places = self._places(series)
                return Row(series, row, places[row], len(places), may_change=not counted)
            path = path.rpartition("/")[0]
        return None

    def _item(self, path: str, node: Node) -> Item:
        item = self._known.get(path)
        if item is None:
            item = self._read(path, node)
            if node.path in self._lasting:
                self._known[path] = item
        return item

    def _finding(self, path: str, node: Node) -> Finding | None:
        """Return what was found here; an open item yields nothing."""
        if not self._findings.fails(path, node) or self.is_open(path, node):
            return None
        return self._findings.finding(path, self.text(path, "label"))

    def _read(self, path: str, node: Node) -> Item:
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
            finding=self._finding(path, node),
            open=self.is_open(path, node),
            severity=Severity(rules["severity"]) if fails else None,
            problem_type=rules.get("problem", ""),
            basis=rules.get("basis", ""),
            bounds=node.bounds,
            local_rules=self._findings.local_rules(path),
            warning=self._warning(path, node),
        )

    def _warning(self, path: str, node: Node) -> str:
        """Return what is odd about a given answer, which an explanation lets pass."""
        if "warns" not in node.expressions or not self._model.text(path):
            return ""
        odd = self._model.holds(path, "warns")
        return self._findings.filled(node.rules["warning"], path) if odd else ""

    def _is_unexplained(self, path: str, node: Node) -> bool:
        answer = self._answers.get(path)
        return bool(self._warning(path, node)) and not (answer and answer.note)

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
        given = bool(self._model.text(path)) or self._findings.is_absent(path)
        missing = self._model.holds(path, "required") and not given
        wrong = self._problem(path, node) is not None
        return missing or wrong or self._is_unexplained(path, node)


def _is_left_out(node: Node) -> bool:
    return node.kind in _NOT_SHOWN or node.name.startswith(TABLE_LABEL)
