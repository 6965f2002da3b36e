"""Taking in what phones collected: read and weigh first, write only when told to."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.registers import Problem
from govmedia_desktop.domain.submissions import Submission
from govmedia_desktop.errors import CannotReadError
from govmedia_desktop.store.connection import write
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.periods.periods import usual_nature
from govmedia_desktop.usecases.phones.late_photos import LatePhotos
from govmedia_desktop.usecases.phones.missing_photos import lacking
from govmedia_desktop.usecases.phones.weighing import Outcome, Scales, Weighed

if TYPE_CHECKING:
    from govmedia_desktop.spreadsheets.collected_media import Media

Progress = Callable[[int, int], None]
_REPEATED = "同一份（instanceID 相同）在这批文件里不止一次，只算一次"


@dataclass(frozen=True)
class Collection:
    """What files hold, and what taking them in does."""

    nature: Nature
    files: Mapping[str, tuple[Submission, ...]]
    unread: tuple[Problem, ...]
    """What of the files could not be read."""
    weighed: tuple[Weighed, ...] = ()
    unplaced: tuple[Problem, ...] = ()
    """What of the submissions the forms have no place for, and the photos that are missing."""
    media: "Media | None" = None
    """The files that came with the submissions."""

    lacks: int = 0
    """How many files its inspections still lack, once they are taken in."""

    @property
    def counts(self) -> dict[str, int]:
        """`submissions` = the sum of all outcomes."""
        found = Counter(one.outcome for one in self.weighed)
        return {
            "submissions": len(self.weighed),
            **{outcome.value: found[outcome] for outcome in Outcome},
        }

    @property
    def photos(self) -> int:
        """How many photos, recordings and other files come along that are not kept yet."""
        return sum(one.photos for one in self.weighed)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every doubt, refused answers first; the sheet is the file where it has no other."""
        refused = [problem for one in self.weighed for problem in one.refused]
        return (*refused, *self.unread, *self.unplaced)

    @property
    def changes_anything(self) -> bool:
        """Whether taking it in writes something."""
        return any(one.changes_anything for one in self.weighed)


def read_collection(
    desk: Desk,
    paths: Sequence[Path],
    nature: Nature | None = None,
    progress: Progress | None = None,
) -> Collection:
    """Read exports and weigh each submission; nothing is written.

    The photos of one file may lie in another, or beside it. Raises `CannotReadError` where a file
    cannot be used: then none of them is.
    """
    from govmedia_desktop.spreadsheets.collected import (  # noqa: PLC0415  (openpyxl)
        read_collected,
        without_inspections,
    )
    from govmedia_desktop.spreadsheets.collected_media import Media  # noqa: PLC0415  (zipfile)

    media = Media()
    files: dict[str, tuple[Submission, ...]] = {}
    unread: list[Problem] = []
    for path in paths:
        if path.name in files:
            raise CannotReadError(f"有两个文件都叫“{path.name}”，没有读入任何内容；请分两次导入。")
        found = read_collected(path)
        files[path.name] = tuple(found.submissions)
        media.add(found.media)
        unread += [replace(p, sheet=p.sheet or path.name) for p in found.problems]
    collection = Collection(nature or usual_nature(desk), files, tuple(unread), media=media)
    weighed = weigh_again(desk, collection, progress)
    if not weighed.weighed:
        names = "、".join(files)
        raise nothing_lacks(names) if any(lacking(desk)) else without_inspections(names)
    return weighed


def nothing_lacks(names: str) -> CannotReadError:
    """Return what a person is told of photos that no inspection lacks."""
    return CannotReadError(
        f"“{names}”里没有还缺的照片：按检查编号（instanceID）和文件名都对不上，没有读入任何内容；"
        "请打开“缺照片”看还缺哪些，再选放照片的文件夹或压缩包。"
    )


def weigh_again(desk: Desk, collection: Collection, progress: Progress | None = None) -> Collection:
    """Return what taking the same files in would do as things stand now."""
    scales = Scales(desk, collection.nature, collection.media)
    told = [(name, s) for name, found in collection.files.items() for s in found]
    weighed: list[Weighed] = []
    seen: set[str] = set()
    for done, (name, submission) in enumerate(told):
        if progress:
            progress(done, len(told))
        one = scales.weigh(name, submission)
        if submission.instance in seen:
            one = Weighed(name, submission, Outcome.ALREADY, _REPEATED)
        if submission.instance:
            seen.add(submission.instance)
        weighed.append(one)
    weighed = _late(scales, collection).weighed(weighed)
    return replace(collection, weighed=tuple(weighed), unplaced=tuple(scales.remarks))


def _late(scales: Scales, collection: Collection) -> LatePhotos:
    from govmedia_desktop.spreadsheets.collected_media import Media  # noqa: PLC0415  (zipfile)

    return LatePhotos(scales.photos, collection.media or Media(), collection.files)


def take_in_collection(
    desk: Desk, collection: Collection, progress: Progress | None = None
) -> Collection:
    """Write what the files hold, in one transaction, backed up before; return what was done.

    The same files again change nothing and make no backup.
    """
    if not collection.changes_anything:
        return collection
    desk.store.back_up("导入手机检查前")
    scales = Scales(desk, collection.nature, collection.media)
    done: list[Weighed] = []
    with write(desk.db):
        late = _late(scales, collection)
        for one in collection.weighed:
            if progress:
                progress(len(done), len(collection.weighed))
            if one.outcome is Outcome.LATE:
                done.append(late.take(one))
            else:
                changes = one.changes_anything
                done.append(scales.carry_out(one.file, one.submission) if changes else one)
    told = {one.submission.instance for one in done}
    lacks = sum(len(one.names) for one in lacking(desk) if one.submission.instance in told)
    remarks = tuple(scales.remarks)
    return replace(collection, weighed=tuple(done), unplaced=remarks, lacks=lacks)
