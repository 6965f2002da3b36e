"""Photos that came with what phones collected: kept as evidence, named where they are missing.

They never hold a submission up: an answer is the file's name, whether or not the file came along.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from govmedia_desktop.domain.attachments import suits
from govmedia_desktop.domain.evidence import Evidence, takes_evidence
from govmedia_desktop.domain.identifiers import collected_id
from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.domain.submissions import (
    Submission,
    day_of,
    from_value,
    moment_of,
    tells_a_leak,
)
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.forms.photos import item_shown, with_files
from govmedia_desktop.forms.rows import plan_of
from govmedia_desktop.store import drafts
from govmedia_desktop.store.collected import of_inspection
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections.evidence import Offered, keep
from govmedia_desktop.usecases.inspections.filling import leak_warning
from govmedia_desktop.usecases.inspections.under_way import Inspection

if TYPE_CHECKING:
    from govmedia_desktop.spreadsheets.collected_media import Media, MediaFile

_TOGETHER = "请把照片（media 文件夹或附件压缩包）和表格一起选中再导入，没有照片也可以导入"
_REST = "其余照常导入，文件名记在回答里"
_LEAK = "泄密一题答了“发现”，照片没有采用，也没有保存"


@dataclass
class Photos:
    """The pictures of the submissions of some files; without files, those kept before."""

    desk: Desk
    media: "Media | None" = None
    remarks: list[Problem] = field(default_factory=list)
    """What of them was missing or not taken, by file and cell."""

    def coming(self, submission: Submission) -> set[str]:
        """Return the names of the files that came with a submission and are not kept yet."""
        if self.media is None or tells_a_leak(submission):
            return set()
        return set(self.media.of(submission)) - self._kept(submission).keys()

    def kept_with(self, file: str, submission: Submission, kinds: Mapping[str, str]) -> Submission:
        """Write the files of a submission durably; return it with them and those kept before.

        `kinds`: what the questions ask for, by the files' names, as far as the form is known.
        Raises `CannotWriteError` where the disk does not take them.
        """
        if tells_a_leak(submission):
            self.remark(file, submission, sorted(self._found(submission)), _LEAK)
            return replace(submission, media={})
        before = self._kept(submission)
        new = {name: f for name, f in self._found(submission).items() if name not in before}
        stored = self.stored(file, submission, new, kinds)
        return replace(submission, media={**before, **stored})

    def stored(
        self,
        file: str,
        submission: Submission,
        found: "Mapping[str, MediaFile]",
        kinds: Mapping[str, str],
    ) -> dict[str, Evidence]:
        """Write files durably and return them by name; what is not taken is remarked.

        Raises `CannotWriteError` where the disk does not take them.
        """
        at = moment_of(submission) or str(day_of(submission) or self.desk.stamp())
        taken = {}
        for name, media in found.items():
            try:
                offered = Offered(media.read(), name, at)
                taken[name] = keep(self.desk, offered, kind=kinds.get(name, "file"))
            except CannotReadError as refusal:
                why = str(refusal).partition("，没有")[0]
                self.remark(file, submission, [name], f"{why}，没有带入；{_REST}")
        return taken

    def attach(self, inspection: Inspection, submission: Submission) -> None:
        """Give the kept pictures to their questions, or to the failing items that they show.

        The inspection's draft must be on the disk.
        """
        findings = inspection.run.verdict().findings
        failing = {finding.path for finding in findings if takes_evidence(finding)}
        pieces: dict[str, list[Evidence]] = {}
        form = inspection.compiled
        # also of a question that is not asked yet: its answer waits for that, too
        for path, name in with_files(form, inspection.run.answers()).items():
            piece = submission.media.get(name)
            if piece is not None and suits(piece.media_type, form.node(plan_of(path)).kind):
                pieces.setdefault(item_shown(form, path, failing), []).append(piece)
        if pieces and not leak_warning(inspection):
            desk = self.desk
            for path, shown in pieces.items():
                once = list(dict.fromkeys(shown))
                drafts.put_evidence(desk.db, inspection.draft.id, path, once, desk.stamp())

    def miss(self, inspection: Inspection, file: str, submission: Submission) -> None:
        """Remark which files an inspection names that did not come along."""
        here = {*self._found(submission), *self._kept(submission)}
        for path, name in with_files(inspection.compiled, inspection.run.answers()).items():
            if name not in here:
                label = inspection.run.item(path).label
                text = f"“{label}”的文件“{name}”没有随表格带来；{_TOGETHER}"
                self.remark(file, submission, [name], text)

    def _found(self, submission: Submission) -> "dict[str, MediaFile]":
        return self.media.of(submission) if self.media else {}

    def _kept(self, submission: Submission) -> dict[str, Evidence]:
        before = of_inspection(self.desk.db, collected_id(submission.instance))
        kept = from_value(before.content).media if before else {}
        return {**kept, **submission.media}

    def remark(self, file: str, submission: Submission, names: Sequence[str], text: str) -> None:
        """Say something of files that a submission names, at the cells that name them."""
        places = {t.value: t.place for t in reversed(submission.values)}
        for name in names:
            self.remarks.append(Problem(file, places.get(name, submission.place), text, name))
