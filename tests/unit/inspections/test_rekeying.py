"""代录: a sheet of paper of another office, keyed in by the county with its scan."""

import pytest

from govmedia_desktop.domain.inspections import Nature, Source
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.store import drafts
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.store.standing import standing
from govmedia_desktop.usecases.forms.known import find_form
from govmedia_desktop.usecases.inspections.check_sheets import FoundSheet
from govmedia_desktop.usecases.inspections.filling import begin_in_period
from govmedia_desktop.usecases.inspections.inspections import (
    Occasion,
    answer_all,
    result_of,
    resume,
)
from govmedia_desktop.usecases.inspections.recorded import asides
from govmedia_desktop.usecases.inspections.rekeying import OnPaper, rekey
from govmedia_desktop.usecases.offices.known import find_office
from govmedia_desktop.usecases.periods.periods import current_period, period_list
from govmedia_desktop.usecases.register.accounts import find_account
from govmedia_desktop.usecases.upkeep.maintenance import verify
from tests.data.pictures import png
from tests.unit.desks import NONE, add, desk_of

TOWN = "示例镇人民政府"
ANSWERS = {**NONE, "last_update": "2026-11-20", "interaction": "yes"}


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "data") as opened:
        add(opened, "示例镇发布", owner=TOWN)
        add(opened, "无主号")
        yield opened


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "扫描件.png"
    path.write_bytes(png(40, 40))
    return path


def nothing(_content):
    pass


def paper(scan=None, office=None, decode=nothing):
    return OnPaper(office, scan, decode)


def keyed(desk, on_paper, account="示例镇发布"):
    found = FoundSheet(find_account(desk, account), find_form(desk, "national-2019"))
    return rekey(desk, current_period(desk), found, on_paper)


def test_what_is_keyed_in_is_the_other_offices_own_check_with_its_scan(desk, scan):
    inspection = keyed(desk, paper(scan))
    answer_all(inspection, ANSWERS)
    record = inspection.finish()
    (row,) = standing(desk.db, "inspection")
    assert (row["office"], row["nature"]) == (find_office(desk, TOWN).id, "自查")
    source = result_of(desk, record).source
    assert (source.way, source.file) == ("代录", "扫描件.png")
    assert evidence_path(desk.store.evidence, source.sha256).read_bytes() == scan.read_bytes()
    assert asides(desk, record)[-1] == "来源：代录（扫描件.png）"
    assert verify(desk, recompute=True) == []


def test_it_stays_so_when_the_draft_is_gone_on_with_another_day(desk, scan):
    inspection = keyed(desk, paper(scan))
    answer_all(inspection, {"interaction": "yes"})
    again = resume(desk, inspection.draft.id)
    assert (again.office, again.source.file) == (find_office(desk, TOWN).id, "扫描件.png")


def test_a_sheet_taken_up_again_without_its_scan_keeps_the_first_one(desk, scan):
    inspection = keyed(desk, paper(scan))
    answer_all(inspection, {"interaction": "yes"})
    assert keyed(desk, paper()).source.file == "扫描件.png"


def test_paper_without_a_scan_is_taken_too(desk):
    inspection = keyed(desk, paper())
    answer_all(inspection, ANSWERS)
    source = result_of(desk, inspection.finish()).source
    assert (source.told, source.sha256) == ("代录", "")
    assert verify(desk) == []


def test_the_office_may_be_another_than_the_accounts_owner(desk):
    add(desk, "示例教育", owner="示例县教育局")
    school = find_office(desk, "示例县教育局").id
    assert keyed(desk, paper(office=school)).office == school


def test_whose_paper_it_is_must_be_known(desk):
    with pytest.raises(RefusedError, match="先选好代录的是哪个单位"):
        keyed(desk, paper(), "无主号")
    assert drafts.drafts(desk.db) == []


def test_the_own_offices_paper_is_no_rekeying(desk):
    add(desk, "示例县发布", owner="示例县人民政府办公室")
    with pytest.raises(RefusedError, match="不算代录"):
        keyed(desk, paper(), "示例县发布")


def test_a_scan_that_is_no_picture_is_refused_before_anything_begins(desk, tmp_path):
    for name, content in (("a.pdf", b"%PDF-1.4"), ("b.svg", b"<svg/>"), ("c.png", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(CannotReadError):
            keyed(desk, paper(path))
    assert drafts.drafts(desk.db) == []


def test_a_scan_that_only_looks_like_a_picture_is_refused(desk, scan):
    def broken(_content):
        raise CannotReadError("这张图片打不开。")

    with pytest.raises(CannotReadError):
        keyed(desk, paper(scan, decode=broken))
    assert not list(desk.store.evidence.rglob("*/*"))


def test_an_own_check_under_way_is_never_taken_for_anothers_paper(desk):
    account = find_account(desk, "示例镇发布").account.id
    own = begin_in_period(
        desk, current_period(desk), Occasion(account, "national-2019", Nature.SELF)
    )
    own.answer(own.run.items()[0].path, "x")
    answer_all(own, {"interaction": "yes"})
    with pytest.raises(RefusedError, match="没有和代录混在一起"):
        keyed(desk, paper())
    assert resume(desk, own.draft.id).source is None


def test_what_the_county_answered_today_does_not_stand_in_anothers_paper(desk):
    account = find_account(desk, "示例镇发布").account.id
    own = begin_in_period(desk, current_period(desk), Occasion(account, "basic"))
    answer_all(own, {"interaction": "yes"})
    answers = keyed(desk, paper()).run.answers().values()
    assert Source.TODAY not in {answer.source for answer in answers}


def test_a_rekeyed_check_is_not_the_countys_own(desk):
    inspection = keyed(desk, paper())
    answer_all(inspection, ANSWERS)
    inspection.finish()
    listed = period_list(desk, current_period(desk), [Nature.SELF]).rows
    assert {row.inspection for row in listed} == {None}
