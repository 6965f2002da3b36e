"""代录: another office's sheet of paper keyed in for it, with a scan as the source."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from govmedia_desktop.domain.inspections import BY_REKEYING, Nature, Origin
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import drafts, rekeyed
from govmedia_desktop.store.rekeyed import Rekeyed
from govmedia_desktop.usecases.desk import Desk
from govmedia_desktop.usecases.inspections.check_sheets import FoundSheet
from govmedia_desktop.usecases.inspections.evidence import keep, look_at, read_offered
from govmedia_desktop.usecases.inspections.filling import begin_in_period
from govmedia_desktop.usecases.inspections.inspections import Occasion, resume
from govmedia_desktop.usecases.inspections.under_way import Inspection
from govmedia_desktop.usecases.offices.known import list_offices, own_office


@dataclass(frozen=True)
class OnPaper:
    """Whose paper is keyed in: `office` a record id, None for the account's own 主办单位.

    `scan`: a picture of it, where there is one; `decode` raises `CannotReadError` for bytes that
    only look like a picture.
    """

    office: str | None
    scan: Path | None
    decode: Callable[[bytes], object]


def rekey(desk: Desk, period: Period, found: FoundSheet, paper: OnPaper) -> Inspection:
    """Return the 自查 of another office begun (or gone on with) from its paper.

    What is finished is that office's, marked 代录. Raises `RefusedError` where nobody knows whose
    paper it is, where the scan is no picture, or where an own check of the account under way
    would be taken for it; then nothing has changed.
    """
    office = paper.office or found.account.account.owner
    if office is None or office not in {known.id for known in list_offices(desk)}:
        raise RefusedError("这个账号没有写明主办单位，没有打开；请先选好代录的是哪个单位的表。")
    if office == own_office(desk).id:
        raise RefusedError("这是本单位自己的账号，不算代录，没有打开；请去掉“这是代录”再录。")
    source = _kept(desk, paper)
    occasion = Occasion(found.account.account.id, found.form.id, Nature.SELF)
    inspection = begin_in_period(desk, period, occasion)
    draft = inspection.draft.id
    noted = rekeyed.of(desk.db, draft)
    begun = drafts.answers(desk.db, draft)
    if begun and (noted is None or noted.office != office):
        raise RefusedError(
            "这个账号另有一份没查完的自查，没有和代录混在一起；请先完成或放弃那一份，再来代录。"
        )
    if noted is not None and not source.sha256:
        source = noted.source
    rekeyed.put(desk.db, draft, Rekeyed(office, source))
    return resume(desk, draft)


def _kept(desk: Desk, paper: OnPaper) -> Origin:
    if paper.scan is None:
        return Origin(BY_REKEYING, "", "")
    offered = read_offered(desk, paper.scan)
    look_at(offered)
    paper.decode(offered.content)
    kept = keep(desk, offered)
    return Origin(BY_REKEYING, kept.name, kept.sha256)
