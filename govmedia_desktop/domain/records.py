"""What is recorded, shared between offices and merged: the record kinds and their fields.

Every kind also has `same_as` (the record it is the same thing as) and may be deleted. Kinds and
fields are only ever added; a field keeps its type for ever, since old revisions carry its values.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Value: TypeAlias = "str | int | list[Value] | dict[str, Value] | None"
"""A field's value as revisions carry it: decimals and dates are text, None is cleared."""


def day_of(value: object) -> date | None:
    """Return the day that a value names as ISO text; None of what another program may have put."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


FieldType = Literal["text", "integer", "object", "reference"]


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name (also its table's) and its fields with their types."""

    name: str
    fields: dict[str, FieldType]


def _kind(name: str, texts: str, **others: FieldType) -> Kind:
    fields: dict[str, FieldType] = dict.fromkeys(texts.split(), "text")
    return Kind(name, {**fields, **others, "same_as": "reference"})


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind(
            "office",
            "name level category code valid_from valid_to",
            parent="reference",
            successor="reference",
            former_names="object",
        ),
        _kind(
            "account",
            "name platform status kind platform_id url verified verified_body address field"
            " comments service last_update last_update_verified opened filing_number filing_date"
            " operation operator remark",
            followers="integer",
            owner="reference",
            main_account="reference",
        ),
        _kind(
            "suspension",
            "reason approved_by document valid_from valid_to",
            account="reference",
        ),
        _kind(
            "step",
            "kind day filed basis document link note field before after",
            account="reference",
        ),
        _kind("post", "day title link origin source kind", account="reference"),
        _kind(
            "message",
            "nature asked theme content units due answered answer quality",
            account="reference",
        ),
        _kind(
            "clue",
            "source named platform problem description link found_on state reason decided_on",
            account="reference",
        ),
        _kind("event", "name day first_word note"),
        _kind("response", "day title link", event="reference", account="reference"),
        _kind("decision", "subject key decision reason day"),
        _kind(
            "parameter",
            "name value basis severity valid_from valid_to",
            office="reference",
        ),
        _kind(
            "plan",
            "period form_id reference_date deadline note",
            office="reference",
            share="integer",
            accounts="object",
        ),
        _kind("signing_key", "public", office="reference"),
        _kind("form", "form_id version title workbook", retired="reference"),
        _kind(
            "inspection",
            "nature reference_date inspection_date",
            account="reference",
            form="reference",
            office="reference",
            result="object",
        ),
        _kind(
            "report",
            "way period_start period_end note",
            office="reference",
            sequence="integer",
            covers="object",
        ),
        _kind(
            "review",
            "decision reason",
            report="reference",
            office="reference",
            covers="object",
        ),
        _kind(
            "published",
            "place level period period_start period_end pass_rate_printed remark source",
            total="integer",
            checked="integer",
            unqualified="integer",
            by_platform="object",
            by_owner="object",
        ),
    )
}
