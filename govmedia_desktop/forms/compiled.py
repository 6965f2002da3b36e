"""Compiled check forms: what a run needs, as plain data that is stored as text.

A form is compiled once from its workbook (`forms.compiling`, by pyxform) and kept by the
workbook's hash; opening the stored text needs neither pyxform nor the translator.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.forms.faults import Fault, FormFaultsError
from govmedia_desktop.forms.functions import Kind

__all__ = ["CompiledForm", "Expression", "Fault", "FormFaultsError", "Node", "compile_workbook"]

ENGINE = 3
"""Raised whenever the same workbook would compile to something else: older text is refused."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""In `gm:explains` and `gm:passes`: `{name}` is what the question of that name shows."""

Text: TypeAlias = "tuple[str | Expression, ...]"
Vertex: TypeAlias = tuple[str, str]
"""A path and what is evaluated there: `value`, `relevant`, `required`, `fails` …"""


@dataclass(frozen=True)
class Expression:
    """A translated expression, what it gives and which leaves it reads."""

    xpath: str
    kind: Kind
    reads: tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """One node of the form; `rules` are its `gm:` columns without prefix, expressions aside.

    `kind`: group, text, integer, decimal, date, select_one, select_multiple, note, calculate or
    hidden. `items` is the id of a select's choice list.
    """

    path: str
    kind: str
    texts: Mapping[str, Text] = field(default_factory=dict)
    expressions: Mapping[str, Expression] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    appearance: str = ""
    items: str = ""

    @property
    def name(self) -> str:
        """The question's own name, the last part of its path."""
        return self.path.rpartition("/")[2]

    @property
    def parent(self) -> str:
        """Path of the group around it."""
        return self.path.rpartition("/")[0]

    @property
    def is_asked(self) -> bool:
        """Whether a person answers it."""
        return self.kind not in ("group", "note", "calculate", "hidden") and not self.calculated

    @property
    def calculated(self) -> bool:
        """Whether its value follows from others (such nodes are read-only, XForms 1.1 §6.1.3)."""
        return "value" in self.expressions

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

    def node(self, path: str) -> Node:
        """Return the node at a path; KeyError where there is none."""
        return self.by_path[path]

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
        return CompiledForm(**content, nodes=nodes, order=order)


def compile_workbook(workbook: bytes, name: str) -> CompiledForm:
    """Return the compiled form of an XLSForm workbook; `name` is the file's, for messages.

    Raises FormFaultsError with every fault by sheet and cell, CannotReadError where the file is
    no readable workbook.
    """
    from govmedia_desktop.forms.compiling import compile_form  # noqa: PLC0415 (pyxform is heavy)

    return compile_form(workbook, name)


def _expression_out(expression: Expression) -> list[Any]:
    return [expression.xpath, expression.kind, expression.reads]


def _expression_in(content: list[Any]) -> Expression:
    return Expression(content[0], Kind(content[1]), tuple(content[2]))


def _node_out(node: Node) -> dict[str, Any]:
    texts = {
        name: [piece if isinstance(piece, str) else _expression_out(piece) for piece in text]
        for name, text in node.texts.items()
    }
    content = {
        "path": node.path,
        "kind": node.kind,
        "texts": texts,
        "expressions": {k: _expression_out(e) for k, e in node.expressions.items()},
        "rules": dict(node.rules),
        "default": node.default,
        "appearance": node.appearance,
        "items": node.items,
    }
    return {key: value for key, value in content.items() if value}


def _node_in(content: dict[str, Any]) -> Node:
    texts = {
        name: tuple(piece if isinstance(piece, str) else _expression_in(piece) for piece in text)
        for name, text in content.pop("texts", {}).items()
    }
    expressions = {k: _expression_in(e) for k, e in content.pop("expressions", {}).items()}
    return Node(**content, texts=texts, expressions=expressions)
