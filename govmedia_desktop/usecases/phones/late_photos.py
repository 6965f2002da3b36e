"""Photos and recordings of phones that come days after the inspections they belong to.

Matched by instance id and file name, whether or not the tables come along once more. A finished
inspection takes them by a revision with its reason; nothing else of it changes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from govmedia_desktop.domain.evidence import Evidence, evidence_as_value, takes_evidence
from govmedia_desktop.domain.records import Value
from govmedia_desktop.domain.submissions import Submission, as_value, from_value
from govmedia_desktop.forms.photos import item_shown
from govmedia_desktop.store import collected, drafts
from govmedia_desktop.store.disagreements import disagreeing
from govmedia_desktop.store.inspections import latest_result
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.phones.collected_photos import Photos
from govmedia_desktop.usecases.phones.missing_photos import Lacking, Stage, lacking
from govmedia_desktop.usecases.phones.weighing import Outcome, Weighed

if TYPE_CHECKING:
    from govmedia_desktop.spreadsheets.collected_media import Media

REASON = "补入手机检查的照片或录音"
_DISPUTED = (
    "这次检查两处填写不一致，照片没有补入，检查记录没有变化；请先在上报与接收里核定，再导入一次照片"
)


class LatePhotos:
    """Which of some files are still missing somewhere; taken in where told to."""

    def __init__(
        self, photos: Photos, media: "Media", told: Mapping[str, Sequence[Submission]]
    ) -> None:
        self._desk: Desk = photos.desk
        self._photos = photos
        known = lacking(photos.desk) if media.files else ()
        self._lacking = {one.submission.instance: one for one in known}
        wanted = {id_: set(one.names.values()) for id_, one in self._lacking.items()}
        self._found = media.late(wanted)
        for submission in (s for found in told.values() for s in found):
            names = wanted.get(submission.instance, ())
            beside = {n: file for n, file in media.of(submission).items() if n in names}
            if beside:
                self._found.setdefault(submission.instance, {}).update(beside)

    def weighed(self, weighed: Sequence[Weighed]) -> list[Weighed]:
        """Return what was weighed with what comes late for it, and for others, behind."""
        again, told = [], set()
        for one in weighed:
            id_ = one.submission.instance
            late = one.outcome is Outcome.ALREADY and id_ in self._found and id_ not in told
            again.append(self._late(one) if late else one)
            told.add(id_)
        others = [self._lacking[id_] for id_ in self._found if id_ not in told]
        return [*again, *(self._late(_by_itself(one)) for one in others)]

    def _late(self, one: Weighed) -> Weighed:
        id_ = one.submission.instance
        lacks, comes = len(set(self._lacking[id_].names.values())), len(self._found[id_])
        before = f"{one.text}；" if one.text else ""
        left = f"，还缺{lacks - comes}个" if lacks > comes else ""
        text = f"{before}补入{comes}个文件{left}"
        return replace(one, outcome=Outcome.LATE, photos=comes, text=text)

    def take(self, one: Weighed) -> Weighed:
        """Store what comes late for one; return it with how many were stored."""
        id_ = one.submission.instance
        lacks = self._lacking.get(id_)
        if lacks is None or id_ not in self._found:  # it came meanwhile, another way
            return replace(one, outcome=Outcome.ALREADY, photos=0)
        record = (lacks.record, "result")
        if lacks.stage is Stage.FINISHED and record in disagreeing(self._desk.db):
            self._photos.remark(one.file, lacks.submission, list(self._found[id_]), _DISPUTED)
            return replace(one, photos=0)
        pieces = self._photos.stored(one.file, lacks.submission, self._found[id_], lacks.kinds)
        if pieces:
            self._add(lacks, pieces)
        return replace(one, photos=len(pieces))

    def _add(self, lacks: Lacking, pieces: Mapping[str, Evidence]) -> None:
        shown = _by_item(lacks, pieces)
        if lacks.stage is Stage.FINISHED:
            self._rewrite(lacks.record, shown)
        elif lacks.stage is Stage.DRAFT:
            before = drafts.evidence(self._desk.db, lacks.record)
            for path, more in shown.items():
                had = before.get(path, ())
                all_of_it = tuple(dict.fromkeys((*had, *more)))
                drafts.put_evidence(
                    self._desk.db, lacks.record, path, all_of_it, self._desk.stamp()
                )
        self._remember(lacks.submission.instance, pieces)

    def _rewrite(self, record: str, shown: Mapping[str, Sequence[Evidence]]) -> None:
        """Add evidence to the facts of a finished inspection; the rest stays to the letter."""
        facts = latest_result(self._desk.db, record) or {}
        evidence: dict[str, Value] = dict(facts.get("evidence", {}))
        for path, more in shown.items():
            had = list(facts.get("evidence", {}).get(path, ()))
            hashes = {piece["sha256"] for piece in had}
            fresh = [evidence_as_value(piece) for piece in more if piece.sha256 not in hashes]
            evidence[path] = [*had, *fresh]
        values: dict[str, Value] = {"result": {**facts, "evidence": evidence}}
        self._desk.record([Edit(record, "inspection", values, reason=REASON)])

    def _remember(self, instance: str, pieces: Mapping[str, Evidence]) -> None:
        """Keep with the submission, where this folder took it in, what has come by now."""
        kept = collected.of_instance(self._desk.db, instance)
        if kept is not None:
            submission = from_value(kept.content)
            media = {**submission.media, **pieces}
            content = as_value(replace(submission, media=media))
            collected.put(self._desk.db, replace(kept, content=content))


def _by_itself(lacks: Lacking) -> Weighed:
    return Weighed("", lacks.submission, Outcome.LATE, f"以前已导入，{lacks.stage.value}")


def _by_item(lacks: Lacking, pieces: Mapping[str, Evidence]) -> dict[str, tuple[Evidence, ...]]:
    """Return the pieces by the item that each shows, as when they come with the inspection."""
    if lacks.form is None:
        return {}
    failing: Collection[str] = ()
    if lacks.result is not None:
        failing = {f.path for f in lacks.result.findings if takes_evidence(f)}
    shown: dict[str, tuple[Evidence, ...]] = {}
    for path, name in lacks.names.items():
        if name in pieces:
            item = item_shown(lacks.form, path, failing)
            shown[item] = (*shown.get(item, ()), pieces[name])
    return shown
