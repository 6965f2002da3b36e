"""Runs a check form: takes answers, keeps everything that follows from them, yields the verdict."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from govmedia_desktop.domain.inspections import Absence, Answer, Source
from govmedia_desktop.domain.revisions import clean_text
from govmedia_desktop.domain.scores import Scoring
from govmedia_desktop.domain.verdicts import Finding, OpenItem, Verdict, reach
from govmedia_desktop.forms.accepting import BY_A_PERSON, checked, may_keep, prefilled
from govmedia_desktop.forms.beginnings import Beginnings
from govmedia_desktop.forms.compiled import CompiledForm, Node
from govmedia_desktop.forms.context import END, VERIFIED_IN_REGISTER, Context
from govmedia_desktop.forms.extensions.conversions import text_of
from govmedia_desktop.forms.findings import Findings
from govmedia_desktop.forms.given import Answers
from govmedia_desktop.forms.items import Item, Section
from govmedia_desktop.forms.model import MOST_ROWS
from govmedia_desktop.forms.rows import plan_of, resolve, row_path, series_and_row
from govmedia_desktop.forms.scoring import scoring_of
from govmedia_desktop.forms.showing import Showing
from govmedia_desktop.forms.world import World

__all__ = ["VERIFIED_IN_REGISTER", "Context", "FormRun", "resolve"]

_GIVEN = "这一项由程序给出，不能填写"
_REASON_WANTED = "答“{}”要写明原因"


class FormRun:
    """One form being filled in.

    `answers` are those of a draft or a record: what stands there is taken as it is (an empty value
    means that a person cleared it), everything else is prefilled from register, previous inspection
    and defaults. To evaluate a record again, give a context without register and previous. The
    answer at a repeat's own path holds the ids of its rows, in order.
    """

    def __init__(
        self,
        form: CompiledForm,
        context: Context,
        answers: Mapping[str, Answer] | None = None,
        beginnings: Beginnings | None = None,
    ) -> None:
        self._form, self._context, self._scoring = form, context, scoring_of(form)
        given = {
            path: replace(answer, value=clean_text(answer.value))
            for path, answer in (answers or {}).items()
            if may_keep(form.by_path.get(plan_of(path)), path, answer)
        }
        rows = {p: tuple(a.value.split()) for p, a in given.items() if self._is_series(p)}
        world = World(context.reference_date, dict(context.last_saved), rows, context.seed)
        local = {
            node.path: format(p.value.normalize(), "f")
            for node in form.nodes
            for p in context.parameters
            if node.rules.get("parameter") == p.name
        }
        begun = beginnings or Beginnings(form)
        self._models = [begun.model(world, fixed) for fixed in ([local, {}] if local else [{}])]
        self._model = self._models[0]
        self._answers = Answers()
        self._last_rows: dict[str, int] = {}
        """Series → greatest number of a row added or taken out: also an empty one may come back."""
        self._take(given)
        self._answers.mark_saved()
        self._model.take_begun()
        self._prefill(path for path, _ in self._model.walk())
        self._look_around()
        at_once = {path for path, node in self._model.leaves if node.is_kept_at_once}
        self._answers.mark_saved(but=at_once)
        judging = Findings(form, self._models[-1], self._model, context.parameters, self._answers)
        self._showing = Showing(form, self._model, judging, self._answers)

    def _is_series(self, path: str) -> bool:
        node = self._form.by_path.get(plan_of(path))
        return node is not None and node.kind == "repeat" and not path.endswith("]")

    # answering

    def answer(self, path: str, value: str, source: Source = Source.TYPED) -> str | None:
        """Take an answer; return None, or why it is refused (then nothing has changed).

        An empty value clears. A question that is not relevant takes answers too: they are kept
        aside until it is. Raises KeyError for a path that the form does not have.
        """
        node = self._asked(path)
        if node is None or self._model.readonly(path):
            return _GIVEN
        if node.is_judgement and source not in BY_A_PERSON:
            return "这一项必须有人看过后再答，不能代填"
        if not clean_text(value).strip():
            self.clear(path)
            return None
        text, refusal = checked(self._model, path, node, value)
        if refusal is None:
            self._change(path, Answer(text, source, note=self._note_kept(path, node, text)))
        return refusal

    def _note_kept(self, path: str, node: Node, value: str) -> str:
        """A reason or an explanation goes with the answer that it speaks of; a note stays."""
        before = self._answers.get(path)
        if before is None or before.absent:
            return ""
        return "" if "warns" in node.expressions and before.value != value else before.note

    def clear(self, path: str) -> None:
        """Take an answer away: an empty one stays, so that it is not prefilled again."""
        node = self._asked(path)
        if node:
            self._change(path, Answer("", Source.TYPED, note=self._note_kept(path, node, "")))

    def note(self, path: str, text: str) -> str | None:
        """Write a note beside an answer, in place of what stood there; return why not."""
        refusal = self._not_to_be_answered(path)
        before = self._answers.get(path, Answer("", Source.TYPED))
        note = " ".join(clean_text(text).split())
        if before.absent and not note:
            refusal = _REASON_WANTED.format(before.absent.label)
        if refusal is None and note != before.note:
            self._answers.put(path, replace(before, note=note))
        return refusal

    def mark_absent(
        self, path: str, absent: Absence, reason: str, source: Source = Source.TYPED
    ) -> str | None:
        """Answer that there is no value, and why; return None, or why that is refused.

        What nobody has looked at stays 未检查 (domain.md §8): a judgement item may be 不适用 only.
        """
        node = self._form.node(plan_of(path))
        refusal, note = self._not_to_be_answered(path), " ".join(clean_text(reason).split())
        if refusal is None and node.is_judgement and absent is Absence.NOT_FOUND:
            refusal = "没有人看过的仍是未检查，这一项不能填“查不到”；看过的请直接作答"
        if refusal is None and not note:
            refusal = _REASON_WANTED.format(absent.label)
        if refusal is None:
            self._change(path, Answer("", source, note=note, absent=absent))
        return refusal

    def _not_to_be_answered(self, path: str) -> str | None:
        asked = self._asked(path) is not None and not self._model.readonly(path)
        return None if asked else _GIVEN

    def confirm(self, path: str) -> None:
        """Stand by a prefilled answer; without one nothing changes."""
        answer = self._answers.get(path)
        if answer is not None and answer.value and not answer.confirmed:
            self._answers.put(path, self._stamped(answer))

    def _asked(self, path: str) -> Node | None:
        node = self._form.node(plan_of(path))
        if not self._model.has(path):
            raise KeyError(path)
        return node if node.is_asked else None

    def _stamped(self, answer: Answer) -> Answer:
        return replace(answer, confirmed_by=self._context.staff, confirmed_at=self._context.now())

    def _change(self, path: str, answer: Answer) -> None:
        """Keep an answer that a person gave, and do what its change triggers."""
        before = self._answers.get(path)
        self._keep({path: self._stamped(answer)})
        if before is None or before.value != answer.value:
            self._trigger(path, {path})

    def _trigger(self, path: str, done: set[str]) -> None:
        for plan in self._form.triggers.get(plan_of(path), ()):
            for target in self._model.nearest(plan, path):
                expression = self._form.node(plan).expressions.get("triggered")
                if expression is None or target in done:
                    continue
                value = text_of(self._model.evaluate(expression, target))
                note = self._note_kept(target, self._form.node(plan), value)
                self._keep({target: Answer(value, Source.DEFAULT, note=note)})
                done.add(target)
                self._trigger(target, done)

    def _keep(self, answers: Mapping[str, Answer]) -> None:
        self._take(answers)
        self._look_around()

    def _take(self, answers: Mapping[str, Answer]) -> None:
        for path, answer in answers.items():
            self._answers.put(path, answer)
        values = {p: answer.value for p, answer in answers.items() if not self._is_series(p)}
        for model in self._models:
            model.give(values)

    def _look_around(self) -> None:
        """Prefill the rows that were made; only then keep what once() makes of it all."""
        while begun := self._model.take_begun():
            rows = filter(self._model.has, begun)
            self._prefill(path for row in rows for path in self._model.beneath(row))
        for path in self._model.take_remembered():
            self._take({path: Answer(self._model.text(path), Source.DEFAULT)})

    # rows of repeats

    def rows(self, series: str) -> tuple[str, ...]:
        """Return the paths of a repeat's rows, in order; none where it is not relevant."""
        return tuple(row_path(series, row) for row in self._model.rows(series))

    def add_row(self, series: str) -> str:
        """Add a row to a repeat and return its path; ids are never used twice.

        Raises KeyError where there is no such repeat, ValueError where its rows are counted or
        there are too many.
        """
        rows = self._rows_that_people_set(series)
        if len(rows) >= MOST_ROWS:
            raise ValueError(series)
        used = [self._last_rows.get(series, 0), *(int(row) for row in rows)]
        for path in self._answers:
            if path.startswith(f"{series}[#"):
                used.append(int(path[len(series) + 2 :].partition("]")[0]))
        self._last_rows[series] = max(used) + 1
        row = str(self._last_rows[series])
        self._set_row(series, row, len(rows))
        return row_path(series, row)

    def remove_row(self, path: str) -> int:
        """Take a row out and return its place, for `restore_row`; its answers are kept aside."""
        series, row = series_and_row(path)
        rows = self._rows_that_people_set(series)
        self._last_rows[series] = max(self._last_rows.get(series, 0), int(row))
        for model in self._models:
            model.remove_row(path)
        self._keep_rows(series)
        return rows.index(row)

    def restore_row(self, path: str, place: int) -> None:
        """Put a row that was taken out back to its place, with its answers.

        One that is there stays as it is. Raises KeyError where there is no such repeat, ValueError
        where its rows are counted.
        """
        series, row = series_and_row(path)
        if row not in self._rows_that_people_set(series):
            self._set_row(series, row, place)

    def _rows_that_people_set(self, series: str) -> tuple[str, ...]:
        if "count" in self._form.node(plan_of(series)).expressions:
            raise ValueError(series)
        return self._model.rows(series)

    def _set_row(self, series: str, row: str, place: int) -> None:
        for model in self._models:
            model.add_row(series, row, place)
        self._keep_rows(series)
        self._look_around()

    def _keep_rows(self, series: str) -> None:
        rows = " ".join(self._model.rows(series))
        self._answers.put(series, self._stamped(Answer(rows, Source.TYPED)))

    # prefilling

    def _prefill(self, paths: Iterable[str]) -> None:
        """Prefill in order, first what is not evaluated: that is there from the start (ODK)."""
        waiting = [(path, self._model.node(path)) for path in paths if path not in self._answers]
        for path, node in sorted(waiting, key=lambda pair: "default" in pair[1].expressions):
            answer = prefilled(self._context, self._model, path, node)
            if answer is not None:
                self._take({path: answer})

    # what follows

    @property
    def sections(self) -> tuple[Section, ...]:
        """The form's groups in order, each with its items (hidden and computed ones left out)."""
        return self._showing.sections()

    def items(self, among: Container[str] | None = None) -> tuple[Item, ...]:
        """Return questions, notes, what is computed or hidden, in order; of some paths only."""
        return self._showing.items(among)

    def item(self, path: str) -> Item:
        """Return one question as it stands, its finding aside; KeyError for an unknown path."""
        return self._showing.item(path)

    def findings(self) -> tuple[Finding, ...]:
        """Return what was found so far, in the form's order; open items yield none."""
        return _findings(self.items())

    def open_items(self) -> tuple[OpenItem, ...]:
        """Return what still has to be answered before there is a verdict, in the form's order."""
        return _open(self.items())

    def verdict(self) -> Verdict:
        """Return the verdict as things stand; 未检查完 while any item is open."""
        items = self.items()
        return reach(_findings(items), _open(items), self.scoring)

    @property
    def scoring(self) -> Scoring | None:
        """How the form's points make a score, None where it has none."""
        return self._scoring

    # what is kept

    def close(self) -> None:
        """Note the time at which the inspection ends, where the form wants it."""
        stamp = Answer(self._context.now(), Source.DEFAULT)
        ends = (path for path, node in self._model.leaves if node.preload == END)
        self._keep(dict.fromkeys(ends, stamp))

    def answers(self) -> dict[str, Answer]:
        """Return all answers by path, also those not relevant now and those cleared (a draft)."""
        return dict(self._answers)

    def unsaved(self) -> dict[str, Answer]:
        """Return the answers that have changed since `mark_saved`."""
        return self._answers.unsaved()

    def mark_saved(self) -> None:
        """Take note that all answers are on the disk."""
        self._answers.mark_saved()

    def record(self) -> dict[str, Answer]:
        """Return the answers of a finished inspection: those of relevant items.

        An empty one is among them only where a default was cleared or gave nothing: evaluated
        again, the record gives the same.
        """
        return {path: answer for path, answer in self._answers.items() if self._counts(path)}

    def _counts(self, path: str) -> bool:
        if not self._model.has(path):
            return False
        node = self._model.node(path)
        if node.kind == "repeat":  # each row may be relevant for itself
            rows = (row_path(path, row) for row in self._model.rows(path))
            return any(map(self._model.relevant, (path, *rows)))
        if not self._model.relevant(path):
            return False
        answer = self._answers[path]
        return bool(answer.given or answer.note) or node.has_default

    def prefilled_unconfirmed(self) -> tuple[str, ...]:
        """Return the paths of relevant questions whose prefilled value nobody has confirmed."""
        asked = {p: a for p, a in self.record().items() if self._model.node(p).is_asked}
        fixed = self._model.readonly
        return tuple(p for p, a in asked.items() if a.awaits_a_person(readonly=fixed(p)))


def _findings(items: Iterable[Item]) -> tuple[Finding, ...]:
    return tuple(item.finding for item in items if item.finding)


def _open(items: Iterable[Item]) -> tuple[OpenItem, ...]:
    return tuple(OpenItem(i.name, i.path, i.label or i.name) for i in items if i.open)
