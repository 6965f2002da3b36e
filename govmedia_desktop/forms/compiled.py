"""Compiled check forms: what a run needs, as plain data that is stored as text.

A form is compiled once from its workbook (`forms.from_workbook`, by pyxform) and kept by the
workbook's hash; opening the stored text needs neither pyxform nor the translator.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.forms.functions import Kind
from govmedia_desktop.forms.locations import PREVIOUS, SEED, Read

ENGINE = 4
"""Raised whenever the same workbook would compile to something else: older text is refused."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""In `gm:explains`, `gm:passes`, `gm:warning`: `{name}` is what the question of that name shows."""

Text: TypeAlias = "tuple[str | Expression, ...]"
Vertex: TypeAlias = tuple[str, str]
"""A path and what is evaluated there: `value`, `relevant`, `required`, `fails` …

Of a repeat also `available` (whether its rows are relevant at all) and `rows` (those it has).
"""

NOT_ASKED = ("group", "repeat", "note", "calculate", "hidden", "metadata")
GIVING = ("value", "default", "triggered")
"""The expressions by which a form itself gives a value."""
FILE_KINDS = ("image", "audio", "video", "file")
"""Kinds of questions that are answered with a file."""
NAMING = ("explains", "passes", "warning")
"""The prose that names questions so."""

TABLE_LABEL = "generated_table_list_label_"
"""Begins the name of the note into which pyxform puts the label of a table-list group."""
SEARCHED = ("searched-value", "searched-label")
"""What the rows of a searched file are stored and shown by, as `choice_parts`."""


@dataclass(frozen=True)
class Expression:
    """A translated expression, what it gives and what it depends on."""

    xpath: str
    kind: Kind
    reads: tuple[Read, ...]

    @cached_property
    def looks_at_itself(self) -> bool:
        """Whether it names the node that it belongs to (`current()`)."""
        return "$current" in self.xpath

    @property
    def questions(self) -> tuple[str, ...]:
        """Paths of the leaves whose values it reads."""
        return tuple(dict.fromkeys(read.path for read in self.reads if read.slot == "value"))


@dataclass(frozen=True)
class Node:
    """One node of the form; `rules` are its `gm:` columns without prefix, expressions aside.

    `kind`: group, repeat, text, integer, decimal, date, time, datetime, range, select_one,
    select_multiple, rank, acknowledge, image, audio, video, file, barcode, geopoint, geotrace,
    geoshape, note, calculate, hidden or metadata. Paths are those of the form's plan: a repeat's
    rows are not in them.
    """

    path: str
    kind: str
    texts: Mapping[str, Text] = field(default_factory=dict)
    expressions: Mapping[str, Expression] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    appearance: str = ""
    items: str = ""
    """Id of a select's choice list."""
    choice_parts: tuple[str, str] = ("name", "label")
    """Which parts of an item are a choice's name and its label."""
    bounds: Mapping[str, str] = field(default_factory=dict)
    """A range's `start`, `end` and `step`."""
    preload: str = ""
    """What metadata are taken from: `timestamp start`, `property username` …"""

    @property
    def name(self) -> str:
        """The question's own name, the last part of its path."""
        return self.path.rpartition("/")[2]

    @property
    def label(self) -> str:
        """The label's fixed words, else the name."""
        pieces = self.texts.get("label", ())
        return "".join(piece for piece in pieces if isinstance(piece, str)).strip() or self.name

    @cached_property
    def plain_texts(self) -> Mapping[str, str]:
        """Those of its texts that say the same whatever is answered."""
        return {
            name: "".join(map(str, pieces)).strip()
            for name, pieces in self.texts.items()
            if all(isinstance(piece, str) for piece in pieces)
        }

    @property
    def parent(self) -> str:
        """Path of the group around it."""
        return self.path.rpartition("/")[0]

    @property
    def is_asked(self) -> bool:
        """Whether a person answers it."""
        return self.kind not in NOT_ASKED and not self.calculated

    @property
    def holds_others(self) -> bool:
        """Whether it is a group or a repeat."""
        return self.kind in ("group", "repeat")

    @cached_property
    def remembers(self) -> bool:
        """Whether its calculation keeps what it once gave (`once()`)."""
        return self.calculated and "gm:once(" in self.expressions["value"].xpath

    @property
    def calculated(self) -> bool:
        """Whether its value follows from others (such nodes are read-only, XForms 1.1 §6.1.3)."""
        return "value" in self.expressions

    @property
    def has_default(self) -> bool:
        """Whether it begins with something, be it computed or nothing as things stand."""
        return bool(self.default) or "default" in self.expressions

    @property
    def is_kept_at_once(self) -> bool:
        """Whether what it begins with must not change when the draft is opened again."""
        return self.kind == "metadata" or self.remembers

    @property
    def is_judgement(self) -> bool:
        """Whether somebody must look: never prefilled or defaulted (domain.md §8)."""
        return self.rules.get("judgement") == "yes"


@dataclass(frozen=True)
class CompiledForm:
    """One version of a check form, ready to run."""

    form_id: str
    version: str
    title: str
    workbook_sha256: str
    document: str
    """XML: `run` with the primary instance and the choice lists."""
    nodes: tuple[Node, ...]
    order: tuple[Vertex, ...]
    """Every vertex after those it depends on."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """The settings sheet's `attribute::gm:…` columns, by name without prefix."""
    triggers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path of a question → paths that are set (`triggered`) when its answer changes."""
    choice_texts: Mapping[str, Text] = field(default_factory=dict)
    """`itextId` of a choice → its label, where that holds expressions."""

    def node(self, path: str) -> Node:
        """Return the node at a path; KeyError where there is none."""
        return self.by_path[path]

    @cached_property
    def repeats(self) -> tuple[str, ...]:
        """Paths of the repeats, outer ones first."""
        return tuple(node.path for node in self.nodes if node.kind == "repeat")

    @cached_property
    def looks_back(self) -> bool:
        """Whether it shows something of the record last saved under it."""
        return any(PREVIOUS in expression.xpath for expression in self._expressions())

    @cached_property
    def draws_chance(self) -> bool:
        """Whether anything in it follows from the inspection's seed."""
        return any(SEED in expression.xpath for expression in self._expressions())

    def _expressions(self) -> Iterator[Expression]:
        texts = (text for node in self.nodes for text in node.texts.values())
        for text in (*texts, *self.choice_texts.values()):
            yield from (piece for piece in text if isinstance(piece, Expression))
        for node in self.nodes:
            yield from node.expressions.values()

    @cached_property
    def register_fields(self) -> frozenset[str]:
        """What it is prefilled with from the register."""
        return frozenset(node.rules["register"] for node in self.nodes if "register" in node.rules)

    @cached_property
    def by_path(self) -> Mapping[str, Node]:
        """All nodes by path."""
        return {node.path: node for node in self.nodes}

    def to_text(self) -> str:
        """Return the form as JSON text for `from_text`."""
        content = {
            "engine": ENGINE,
            "form_id": self.form_id,
            "version": self.version,
            "title": self.title,
            "workbook_sha256": self.workbook_sha256,
            "document": self.document,
            "nodes": [_node_out(node) for node in self.nodes],
            "order": self.order,
            "settings": dict(self.settings),
            "triggers": dict(self.triggers),
            "choice_texts": {k: _text_out(text) for k, text in self.choice_texts.items()},
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def from_text(text: str) -> "CompiledForm":
        """Return the form that `to_text` wrote.

        Raises CannotReadError where another version of the program wrote it: the workbook, which
        is kept with it, is then compiled again.
        """
        content = json.loads(text)
        if content.pop("engine", None) != ENGINE:
            raise CannotReadError("检查表是另一版本程序编译的，请用原工作簿重新编译。")
        nodes = tuple(_node_in(node) for node in content.pop("nodes"))
        order = tuple((path, slot) for path, slot in content.pop("order"))
        triggers = {path: tuple(set_) for path, set_ in content.pop("triggers").items()}
        texts = {k: _text_in(text) for k, text in content.pop("choice_texts").items()}
        return CompiledForm(
            **content, nodes=nodes, order=order, triggers=triggers, choice_texts=texts
        )


def _expression_out(expression: Expression) -> list[Any]:
    return [expression.xpath, expression.kind, expression.reads]


def _expression_in(content: list[Any]) -> Expression:
    return Expression(content[0], Kind(content[1]), tuple(Read(*read) for read in content[2]))


def _text_out(text: Text) -> list[Any]:
    return [piece if isinstance(piece, str) else _expression_out(piece) for piece in text]


def _text_in(text: list[Any]) -> Text:
    return tuple(piece if isinstance(piece, str) else _expression_in(piece) for piece in text)


def _node_out(node: Node) -> dict[str, Any]:
    content = {
        "path": node.path,
        "kind": node.kind,
        "texts": {name: _text_out(text) for name, text in node.texts.items()},
        "expressions": {k: _expression_out(e) for k, e in node.expressions.items()},
        "rules": dict(node.rules),
        "default": node.default,
        "appearance": node.appearance,
        "items": node.items,
        "choice_parts": list(node.choice_parts) if node.choice_parts != ("name", "label") else [],
        "bounds": dict(node.bounds),
        "preload": node.preload,
    }
    return {key: value for key, value in content.items() if value}


def _node_in(content: dict[str, Any]) -> Node:
    texts = {name: _text_in(text) for name, text in content.pop("texts", {}).items()}
    expressions = {k: _expression_in(e) for k, e in content.pop("expressions", {}).items()}
    if "choice_parts" in content:
        content["choice_parts"] = tuple(content["choice_parts"])
    return Node(**content, texts=texts, expressions=expressions)
