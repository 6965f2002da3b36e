"""Keeping the data sound: make projections again, check everything, compute verdicts again."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from govmedia_desktop.domain.findings import points_as_text
from govmedia_desktop.domain.results import result_from_value
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.forms.compiled import CompiledForm
from govmedia_desktop.store import backups, chains, projection
from govmedia_desktop.store.evidence import evidence_named, mentions, sources_named
from govmedia_desktop.store.files import altered_evidence, missing_evidence
from govmedia_desktop.store.inspections import Finished, finished
from govmedia_desktop.store.schema import PROJECTIONS
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.forms.evaluation import OpenedForms, run_again


@dataclass(frozen=True)
class Rebuilt:
    """Tables that came out otherwise than they stood; empty is as it must be."""

    differing: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """Something that does not hold: which check, and a sentence about it."""

    check: str
    text: str


def rebuild(desk: Desk) -> Rebuilt:
    """Make everything derived from the journal again and say where it came out otherwise."""
    tables = (*PROJECTIONS, "write", "seen")
    before = {table: projection.rows(desk.db, table) for table in tables}
    projection.rebuild(desk.db)
    return Rebuilt(tuple(t for t in tables if projection.rows(desk.db, t) != before[t]))


def verify(desk: Desk, *, recompute: bool = False) -> list[Fault]:
    """Check integrity, foreign keys, chains and evidence; with `recompute` the verdicts too."""
    found = [Fault("integrity", f"数据库：{text}") for text in backups.faults(desk.db)]
    found += [
        Fault("chain", f"记录链{replica}断开或被改动") for replica in chains.broken_chains(desk.db)
    ]
    if misfiled := chains.misfiled(desk.db):
        found.append(Fault("chain", f"有{misfiled}条记录的索引与内容不符"))
    pictures = desk.store.evidence
    named = evidence_named(desk.db) | sources_named(desk.db, desk.store.replica)
    found += [
        Fault("evidence", f"证据{name[:12]}…缺失或被改动{_where(desk, name)}")
        for name in (*altered_evidence(pictures), *missing_evidence(pictures, named))
    ]
    return found + (list(_recomputed(desk)) if recompute else [])


def _where(desk: Desk, sha256: str) -> str:
    """Return which picture of which check it is, in brackets, empty where nothing names it."""
    found = mentions(desk.db, sha256)
    if found is None:
        return ""
    told = (f"“{found.name}”" if found.name else "", found.account, found.day)
    return f"（{'，'.join(filter(None, told))}）"


def _recomputed(desk: Desk) -> Iterator[Fault]:
    forms = OpenedForms(desk)
    for inspection in finished(desk.db):
        try:
            form = forms.form(inspection.form)
        except RefusedError as error:
            yield Fault("recompute", f"检查{inspection.id}：{error}")
            continue
        yield from _differences(inspection, form)


def _differences(inspection: Finished, form: CompiledForm) -> Iterator[Fault]:
    stored = result_from_value(inspection.result)
    if stored is None:
        yield Fault("recompute", f"检查{inspection.id}：记录的结果不完整")
        return
    again = run_again(form, stored, inspection.reference_date).verdict()
    if again.conclusion != stored.conclusion:
        text = f"检查{inspection.id}：当时{stored.conclusion}，重算{again.conclusion}"
        yield Fault("recompute", text)
    if again.score != stored.score:
        text = f"检查{inspection.id}：当时得分{_told(stored.score)}，重算{_told(again.score)}"
        yield Fault("recompute", text)
    told = {(f.path, f.severity.value) for f in stored.findings}
    anew = {(f.path, f.severity.value) for f in again.findings}
    for path, severity in sorted(told ^ anew):
        which = "当时有、重算没有" if (path, severity) in told else "当时没有、重算有"
        yield Fault("recompute", f"检查{inspection.id}：{path}({severity}){which}")


def _told(score: Decimal | None) -> str:
    return "无" if score is None else points_as_text(score)
