"""What a form under way needs of the world around it, and what it is prefilled with from there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from govmedia_desktop.domain.inspections import Answer, Source
from govmedia_desktop.domain.parameters import Parameter
from govmedia_desktop.forms.compiled import Node

VERIFIED_IN_REGISTER = "台账核实"
"""Stands in `confirmed_by` of a register value whose 核实日期 stood for it: no person did here."""
END = "timestamp end"


@dataclass(frozen=True)
class Context:
    """What a form needs of the world around it.

    `reference_date` (监测时间点) is what today() and now() give. `register`: fields of the account
    as text, for gm:register (field names of `domain.accounts.Account`, owner_name, level, and the
    names of `domain.recent_posts`).
    `register_confirmed`: those of them that somebody has verified (核实日期): no 待核实 rests on
    them. `previous`: answers of the account's previous inspection by path, for gm:carry.
    `last_saved`: values of the record last saved under this form, for `${last-saved#…}`.
    `parameters`: those in force (`domain.parameters.in_force`). `staff` and `now` (ISO time with
    offset) stamp confirmations. `device`: what `deviceid` gives. `seed` is what chance is drawn
    from: the same gives the same.
    """

    reference_date: date
    staff: str
    now: Callable[[], str]
    register: Mapping[str, str] = field(default_factory=dict)
    register_confirmed: frozenset[str] = frozenset()
    previous: Mapping[str, Answer] = field(default_factory=dict)
    last_saved: Mapping[str, str] = field(default_factory=dict)
    parameters: Sequence[Parameter] = ()
    device: str = ""
    seed: str = ""

    def candidates(self, path: str, node: Node, default: str) -> Iterator[Answer]:
        """Yield what may stand for a question that nobody has answered: register, previous
        inspection, default; an empty value where there is none."""
        name = node.rules.get("register", "")
        yield self._verified(Answer(self.register.get(name, ""), Source.REGISTER), name)
        previous = self.previous.get(path)
        carried = previous.value if previous and node.rules.get("carry") == "yes" else ""
        yield Answer("" if carried == "unchecked" else carried, Source.PREVIOUS)
        yield Answer(default, Source.DEFAULT)

    def _verified(self, answer: Answer, register: str) -> Answer:
        """Return the answer as confirmed where the register's field was verified (核实日期)."""
        if register not in self.register_confirmed:
            return answer
        day = self.register.get(f"{register}_verified")
        return replace(answer, confirmed_by=VERIFIED_IN_REGISTER, confirmed_at=day)

    def metadata(self, preload: str) -> str:
        """Return what a metadata field holds from the start; empty for the end of the inspection.

        (`jr:preload` and `jr:preloadParams`, ODK XForms.)
        """
        if preload == "timestamp start":
            return self.now()
        known = {"date today": self.reference_date.isoformat(), "property username": self.staff}
        known["property deviceid"] = self.device
        return known.get(preload, "")
