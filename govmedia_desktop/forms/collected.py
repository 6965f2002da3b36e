"""A phone's submission in terms of a check form: which column is which question, what it answers.

Exports name a question by its path (with any separator), by its name alone, or by its label, with
or without the groups around it; a select of several also as one column for each choice.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.domain.submissions import Submission
from govmedia_desktop.forms.compiled import CompiledForm, Node
from govmedia_desktop.forms.world import Choice

_SEPARATORS = ("/", "-", ".", ":")
_TICKED = {"1", "1.0", "true", "yes", "是"}
_SLASHES = str.maketrans("-.:", "///")
_NUMBER = re.compile(r"\[\d+\]")
_GROUP = re.compile(r"([^/\[\]]+)\[(\d+)\]")
_ROW = re.compile(r"^.*\]/")
_AMBIGUOUS = ""
_BETWEEN = " ,，、;；"
_Place = tuple[str, tuple[int, ...]]


@dataclass(frozen=True)
class Given:
    """An answer that a submission gives, and where it stands in the file."""

    path: str
    """Of the form's plan: a repeat's rows are not in it."""
    value: str
    place: str
    rows: tuple[int, ...] = ()
    """For each repeat around the question, outer ones first, which row it is, from 1."""


@dataclass(frozen=True)
class Columns:
    """The columns of an export that are the form's: `split` names a choice beside the path."""

    questions: Mapping[str, str]
    split: Mapping[str, tuple[str, str]]
    unknown: tuple[str, ...]
    coverage: float
    """How many of the form's questions have a column, from 0 to 1."""


def columns_of(form: CompiledForm, keys: Iterable[str]) -> Columns:
    """Return which of the columns are questions of the form."""
    spellings = _spellings(form)
    questions: dict[str, str] = {}
    split: dict[str, tuple[str, str]] = {}
    unknown = []
    for key in dict.fromkeys(keys):
        path = _path(spellings, key)
        choice = None if path else _split(form, key, spellings)
        if path:
            questions[key] = path
        elif choice:
            split[key] = choice
        else:
            unknown.append(key)
    asked = {node.path for node in form.nodes if node.is_asked}
    found = asked & {*questions.values(), *(path for path, _ in split.values())}
    return Columns(questions, split, tuple(unknown), len(found) / max(len(asked), 1))


def _spellings(form: CompiledForm) -> Mapping[str, str]:
    """Return every way a node of the form may be named; a way that fits two names none."""
    found: dict[str, str] = {}
    for node in form.nodes:
        if not node.holds_others:
            for name in {*map(clean_name, _names(form, node))} - {""}:
                same = found.setdefault(name, node.path) == node.path
                found[name] = node.path if same else _AMBIGUOUS
    return found


def _path(spellings: Mapping[str, str], key: str) -> str:
    """Return the path that a column names, empty where it names none; row numbers are aside."""
    inside = _ROW.sub("", key)  # a sheet may be named otherwise than its repeat
    for plain in dict.fromkeys((_NUMBER.sub("", key), inside)):
        for spelled in (plain, _slashed(plain)):
            if path := spellings.get(clean_name(spelled)):
                return path
    return ""


def _slashed(key: str) -> str:
    return key.translate(_SLASHES)


def _names(form: CompiledForm, node: Node) -> Iterator[str]:
    names = node.path.strip("/").split("/")[1:]
    label = _label(node)
    labels = [_label(form.by_path[path]) for path in _groups(form, node)]
    yield node.path
    yield label
    for place in range(len(names)):
        yield "/".join(names[place:])
        yield _slashed("/".join(names[place:]))
    for mark in _SEPARATORS:
        yield mark.join(names)
        if label:
            yield mark.join([*filter(None, labels), label])


def _groups(form: CompiledForm, node: Node) -> list[str]:
    found: list[str] = []
    path = node.parent
    while path in form.by_path:
        found.insert(0, path)
        path = form.by_path[path].parent
    return found


def _label(node: Node) -> str:
    pieces = node.texts.get("label", ())
    return "".join(p for p in pieces if isinstance(p, str)) if _is_plain(pieces) else ""


def _is_plain(pieces: Sequence[object]) -> bool:
    return all(isinstance(piece, str) for piece in pieces)


def _split(form: CompiledForm, key: str, spellings: Mapping[str, str]) -> tuple[str, str] | None:
    """Return path and choice of a column that stands for one choice of a select of several."""
    for mark in _SEPARATORS:
        base, found, choice = key.rpartition(mark)
        path = _path(spellings, base) if found else ""
        if path and form.node(path).kind == "select_multiple":
            return path, choice
    return None


def given(form: CompiledForm, columns: Columns, submission: Submission) -> list[Given]:
    """Return the answers that the submission gives, in the form's order.

    What the form computes itself is left out. A column of its own outranks those of the choices.
    """
    found: dict[_Place, Given] = {}
    ticked: dict[_Place, Given] = {}
    for told in submission.values:
        if told.key in columns.questions:
            path = columns.questions[told.key]
            rows = _rows(form, path, told.key)
            found.setdefault((path, rows), Given(path, told.value, told.place, rows))
        elif told.key in columns.split and told.value.strip().casefold() in _TICKED:
            path, choice = columns.split[told.key]
            rows = _rows(form, path, told.key)
            before = ticked.get((path, rows))
            value = f"{before.value}\n{choice}" if before else choice
            place = before.place if before else told.place
            ticked[path, rows] = Given(path, value, place, rows)
    order = {node.path: number for number, node in enumerate(form.nodes) if node.is_asked}
    answers = [answer for answer in {**ticked, **found}.values() if answer.path in order]
    return sorted(answers, key=lambda answer: (answer.rows, order[answer.path]))


def _rows(form: CompiledForm, path: str, key: str) -> tuple[int, ...]:
    """Return which row of each repeat a key like `visits[2]/when` is in, the first unless said."""
    around = [series for series in form.repeats if path.startswith(f"{series}/")]
    told = [(m[1].casefold(), int(m[2])) for m in _GROUP.finditer(_slashed(key))]
    if len(around) == len(told):  # sheets may be named by labels
        return tuple(number for _, number in told)
    numbers = dict(told)
    names = (series.rpartition("/")[2].casefold() for series in around)
    return tuple(numbers.get(name, 1) for name in names)


def as_names(kind: str, choices: Sequence[Choice], text: str) -> str:
    """Return a select's answer by the names of its choices, where labels stand for them.

    What is no choice stays as it is: the form then says so.
    """
    names = {choice.name for choice in choices}
    if kind == "select_one":
        return text if text in names else _by_label(choices).get(clean_name(text), text)
    if kind != "select_multiple" or names.issuperset(text.split()):
        return text
    if "\n" in text:
        parts = [as_names("select_one", choices, part) for part in text.split("\n")]
        return " ".join(parts)
    return _labels_apart(choices, text)


def _by_label(choices: Sequence[Choice]) -> Mapping[str, str]:
    return {clean_name(choice.label): choice.name for choice in choices}


def _labels_apart(choices: Sequence[Choice], text: str) -> str:
    """Labels joined by blanks may hold blanks themselves: what can be read in two ways stays.

    From the end on, each place gets the choices with which the rest can be read, and where each
    leads.
    """
    text = text.strip()
    ways: list[list[tuple[str, int]]] = [[] for _ in text]
    for place in reversed(range(len(text))):
        for choice in choices:
            after = place + len(choice.label)
            if choice.label and text.startswith(choice.label, place):
                rest = len(text) - len(text[after:].lstrip(_BETWEEN))
                parted = rest > after or after == len(text)
                if parted and (rest == len(text) or ways[rest]):
                    ways[place].append((choice.name, rest))
    found, place = [], 0
    while place < len(text):
        if len(ways[place]) != 1:
            return text
        name, place = ways[place][0]
        found.append(name)
    return " ".join(found)
