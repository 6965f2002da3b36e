"""What the window shows of a form under way: its items and sections as they stand."""

from collections.abc import Container, Iterator, Mapping

from govmedia_desktop.domain.verdicts import Finding, Severity
from govmedia_desktop.forms.compiled import TABLE_LABEL, CompiledForm, Node
from govmedia_desktop.forms.findings import Findings
from govmedia_desktop.forms.given import Answers
from govmedia_desktop.forms.items import Item, Row, Section
from govmedia_desktop.forms.model import Model
from govmedia_desktop.forms.rows import plan_of, series_and_row
from govmedia_desktop.forms.shared import shared

_NOT_SHOWN = ("calculate", "hidden", "metadata")


class Showing:
    """Reads items and sections off a settled model; `answers` is the run's own mapping.

    An item is read again, and a section made again, only once something that it follows from has
    changed: a form of five hundred rows is shown again after every answer. One that has not become
    another stays the very same object.
    """

    def __init__(
        self, form: CompiledForm, model: Model, findings: Findings, answers: Answers
    ) -> None:
        self._form, self._model, self._findings, self._answers = form, model, findings, answers
        of_form = shared(form)
        self._resting, self._fleeting = of_form.resting, of_form.fleeting
        self._numbers: dict[str, dict[str, int]] = {}
        self._places: dict[str, list[str]] = {}
        """Section → where its items are, as the rows stand."""
        self._ever_new: frozenset[str] = frozenset()
        """Where more than a place's own path, and what it is judged by, makes it another."""
        self._items: dict[str, Item] = {}
        self._sections: dict[str, Section] = {}
        self._listed: tuple[Item, ...] = ()
        self._grouped: tuple[Section, ...] = ()

    def text(self, path: str, name: str) -> str:
        """Return a label, hint or message as it reads now."""
        return self._model.worded(path, name)

    def items(self, among: Container[str] | None = None) -> tuple[Item, ...]:
        """Return all questions and notes, and what is computed or hidden, in order.

        Of those `among` paths only, where some are given.
        """
        if among is not None:
            return tuple(self._read(p, n) for p, n in self._model.leaves if p in among)
        self._look_again()
        return self._listed

    def sections(self) -> tuple[Section, ...]:
        """Return the groups in order with their items; of a repeat without rows an empty one."""
        self._look_again()
        return self._grouped

    def item(self, path: str) -> Item:
        """Return one item as it stands."""
        return self._read(path, self._model.node(path))

    def _look_again(self) -> None:
        """Read what has changed since the last time, and nothing else."""
        touched = self._model.take_touched() | self._answers.take_touched()
        if not touched:
            return
        if not self._places or any(map(self._is_series, touched)):
            touched |= self._find_places()
        touched |= self._ever_new
        stale = {*touched, *(rests for path in touched for rests in self._resting_on(path))}
        changed = {path.rpartition("/")[0] for path in stale if self._renew(path)}
        for path in (changed | touched) & self._sections.keys():
            del self._sections[path]
        self._listed = tuple([self._items[path] for path, _ in self._model.leaves])
        self._grouped = tuple([self._sections.get(p) or self._section(p) for p in self._places])

    def _is_series(self, path: str) -> bool:
        return self._model.node(path).kind == "repeat" and not path.endswith("]")

    def _find_places(self) -> set[str]:
        """Find where everything stands now that rows have come or gone; return what was not read.

        Numbers follow, so that no section stays.
        """
        for known in (self._numbers, self._sections, self._places):
            known.clear()
        walked = list(self._model.walk())
        for path, node in walked:
            if self._is_series(path):
                if not self._model.rows(path) and "count" not in node.expressions:
                    self._places.setdefault(path, [])
            elif not node.holds_others and not _is_left_out(node):
                self._places.setdefault(path.rpartition("/")[0], []).append(path)
        self._ever_new = frozenset(path for path, node in walked if node.path in self._fleeting)
        leaves = {path for path, _ in self._model.leaves}
        self._items = {path: item for path, item in self._items.items() if path in leaves}
        return leaves - self._items.keys()

    def _resting_on(self, path: str) -> Iterator[str]:
        if not self._model.has(path):
            return
        plan = plan_of(path)
        rows = self._is_series(path)
        judged = self._resting.on_rows_of(plan) if rows else self._resting.on(plan)
        for item, within in judged:
            yield from self._model.instances(item, within, path)

    def _renew(self, path: str) -> bool:
        """Read an item again; whether it has become another one."""
        node = self._model.node(path)
        if node.holds_others or not self._model.has(path):
            return False
        fresh = self._read(path, node)
        if fresh == self._items.get(path):
            return False
        self._items[path] = fresh
        return True

    def _section(self, path: str) -> Section:
        relevant = self._model.relevant(path) if self._model.has(path) else True
        items = tuple([self._items[place] for place in self._places[path]])
        made = Section(path, self._label(path), relevant, items, self._row(path))
        self._sections[path] = made
        return made

    def _label(self, path: str) -> str:
        labels: list[str] = []
        while self._model.has(path):
            label = self.text(path, "label") or self._table_label(path)
            labels.insert(0, " ".join(filter(None, (label, self._number(path)))))
            path = path.rpartition("/")[0]
        return " · ".join(filter(None, labels)) or self._form.title

    def _table_label(self, path: str) -> str:
        """Return the label of a table of questions, which stands in a note of its own."""
        plan = shared(self._form).table_notes.get(plan_of(path), "")
        return self.text(f"{path}/{plan}", "label") if plan else ""

    def _number(self, path: str) -> str:
        if not path.endswith("]"):
            return ""
        series, row = series_and_row(path)
        return f"第{self._order(series)[row]}条"

    def _order(self, series: str) -> Mapping[str, int]:
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
                places = self._order(series)
                return Row(series, row, places[row], len(places), may_change=not counted)
            path = path.rpartition("/")[0]
        return None

    def _finding(self, path: str, node: Node, *, is_open: bool) -> Finding | None:
        """Return what was found here; an open item yields nothing."""
        if is_open or not self._findings.fails(path, node):
            return None
        return self._findings.finding(path, self.text(path, "label"))

    def _read(self, path: str, node: Node) -> Item:
        rules = node.rules
        fails = "fails" in node.expressions
        problem, warning = self._problem(path, node), self._warning(path, node)
        is_open = self._is_open(path, node, wrong=problem is not None, odd=bool(warning))
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
            problem=problem,
            finding=self._finding(path, node, is_open=is_open),
            open=is_open,
            severity=Severity(rules["severity"]) if fails else None,
            problem_type=rules.get("problem", ""),
            basis=rules.get("basis", ""),
            bounds=node.bounds,
            local_rules=self._findings.local_rules(path),
            warning=warning,
        )

    def _warning(self, path: str, node: Node) -> str:
        """Return what is odd about a given answer, which an explanation lets pass."""
        if "warns" not in node.expressions or not self._model.text(path):
            return ""
        odd = self._model.holds(path, "warns")
        return self._findings.filled(node.rules["warning"], path) if odd else ""

    def _problem(self, path: str, node: Node) -> str | None:
        """Return why a given answer cannot stand, as things are now."""
        text = self._model.text(path)
        if not text or not node.is_asked:
            return None
        constrained = "constraint" in node.expressions
        broken = constrained and not self._model.holds(path, "constraint")
        wrong = self._model.wrong_choice(path, text)
        return wrong or (self._model.refusal(path) if broken else None)

    def _is_open(self, path: str, node: Node, *, wrong: bool, odd: bool) -> bool:
        """Whether something still has to be answered here (未答), or explained where it is odd."""
        if not self._model.relevant(path):
            return False
        if "fails" in node.expressions and self._findings.is_open(path, node):
            return True
        if not node.is_asked:
            return False
        given = bool(self._model.text(path)) or self._findings.is_absent(path)
        missing = self._model.holds(path, "required") and not given
        answer = self._answers.get(path)
        return missing or wrong or (odd and not (answer and answer.note))


def _is_left_out(node: Node) -> bool:
    return node.kind in _NOT_SHOWN or node.name.startswith(TABLE_LABEL)
