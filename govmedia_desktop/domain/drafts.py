"""Inspections that are not finished, and all that a 工作交接 carries of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.domain.inspections import Answer, Origin


@dataclass(frozen=True)
class Draft:
    """An inspection that is not finished. `form` is the record id of the form version.

    `last_question`: path of the question that had the keyboard last, empty before there was one.
    """

    id: str
    account: str
    form: str
    nature: str
    reference_date: str
    staff: str
    started_at: str
    changed_at: str
    last_question: str = ""


@dataclass(frozen=True)
class Paper:
    """Whose paper is keyed in (record id of the office), and what it is taken from."""

    office: str
    source: Origin


@dataclass(frozen=True)
class HalfDone:
    """A draft with all that belongs to it: answers and evidence by path, 代录 where it is that."""

    draft: Draft
    answers: Mapping[str, Answer]
    evidence: Mapping[str, tuple[Evidence, ...]]
    paper: Paper | None = None

    @property
    def id(self) -> str:
        """Id of the draft."""
        return self.draft.id

    def says_the_same_as(self, other: "HalfDone") -> bool:
        """Whether both have the same answers and evidence."""
        return (self.answers, self.evidence) == (other.answers, other.evidence)

    def goes_on_from(self, other: "HalfDone") -> bool:
        """Whether this holds all that the other says, so that nothing is lost in its place."""
        return all(self.answers.get(p) == answer for p, answer in other.answers.items()) and all(
            set(pieces) <= set(self.evidence.get(p, ())) for p, pieces in other.evidence.items()
        )
