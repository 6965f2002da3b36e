"""工作交接: half-done checks go along, stand beside those that are here, and are taken back."""

import json
import random
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.drafts import Draft, HalfDone, Paper
from govmedia_desktop.domain.evidence import Evidence
from govmedia_desktop.domain.identifiers import new_id
from govmedia_desktop.domain.inspections import Absence, Answer, Nature, Origin, Source
from govmedia_desktop.domain.revisions import canonical
from govmedia_desktop.forms.run import resolve
from govmedia_desktop.packages.drafts import Unfinished, drafts_json, parse_drafts
from govmedia_desktop.packages.errors import PackageError
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.store import collected, drafts, half_done, rekeyed
from govmedia_desktop.store.collected import Collected
from govmedia_desktop.store.files import evidence_path
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.exchange.handed_over import unfinished
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.ledger import withdraw_intake
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.preview import preview
from govmedia_desktop.usecases.inspections.evidence import Offered, attach, keep
from govmedia_desktop.usecases.inspections.filling import begin_in_period
from govmedia_desktop.usecases.inspections.inspections import (
    Occasion,
    answer_all,
    begin,
    discard,
    resume,
)
from govmedia_desktop.usecases.oversight.today import today
from govmedia_desktop.usecases.periods.periods import current_period, reference_date
from govmedia_desktop.usecases.register.accounts import list_accounts
from govmedia_desktop.usecases.upkeep.evidence_sweep import sweepable
from tests.data.pictures import png
from tests.unit.desks import COUNTY, NONE, add, desk_of

HANDOVER = Order(kind=PackageKind.HANDOVER)
FORM = "national-2019"


@pytest.fixture
def old(tmp_path):
    """The old clerk's folder with one check half done."""
    with desk_of(tmp_path / "旧") as desk:
        account = add(desk, owner=COUNTY.name)
        inspection = begin_in_period(desk, current_period(desk), Occasion(account, FORM))
        answer_all(inspection, {"interaction": "no", "leak": "none"})
        yield desk


@contextmanager
def new_clerk(tmp_path, name="新"):
    with desk_of(tmp_path / name, day="2026-11-25") as desk:
        yield desk


def handed(old, new, folder, order=HANDOVER):
    path = export(old, folder / f"交接{len(list(folder.iterdir()))}.gmpack", order).path
    (taken,) = take_in(new, [path])
    return taken


def standing(desk):
    return {draft.id: draft for draft in half_done.half_done(desk.db)}


def test_a_half_done_check_is_gone_on_with_where_it_was_left(old, tmp_path):
    with new_clerk(tmp_path) as new:
        taken = handed(old, new, tmp_path)
        assert (taken.drafts, taken.remarks) == (1, ())
        assert standing(new) == standing(old)
        (draft,) = drafts.drafts(new.db)
        inspection = resume(new, draft.id)
        answer_all(inspection, {**NONE, "last_update": "2026-11-20"})
        inspection.finish()
        assert standing(new) == {}


def test_the_reference_date_of_the_period_goes_along_and_an_own_one_stands(old, tmp_path):
    with new_clerk(tmp_path) as new, new_clerk(tmp_path, "另一") as other:
        handed(old, new, tmp_path)
        assert str(reference_date(new, current_period(new))) == "2026-11-21"
        begin_in_period(other, current_period(other), Occasion(add(other, "甲"), FORM))
        handed(old, other, tmp_path)
        assert str(reference_date(other, current_period(other))) == "2026-11-25"


def test_its_pictures_go_along_unless_the_file_is_light(old, tmp_path):
    inspection = resume(old, next(iter(standing(old))))
    piece = keep(old, Offered(png(), "截图.png", old.stamp()))
    attach(inspection, resolve(inspection.compiled, "interaction"), piece)
    with new_clerk(tmp_path) as new, new_clerk(tmp_path, "轻") as light:
        handed(old, new, tmp_path)
        assert evidence_path(new.store.evidence, piece.sha256).read_bytes() == png()
        handed(old, light, tmp_path, Order(kind=PackageKind.HANDOVER, light=True))
        assert not evidence_path(light.store.evidence, piece.sha256).exists()
        assert standing(light) == standing(new) == standing(old)


def test_whose_paper_it_is_and_what_a_phone_collected_go_along(old, tmp_path):
    (draft,) = standing(old)
    source = Origin("代录", "表.png", "a" * 64)
    rekeyed.put(old.db, draft, rekeyed.Rekeyed(old.office, source))
    collected.put(old.db, submission("uuid:1", "held"))
    collected.put(old.db, submission("uuid:2", "discarded"))
    with new_clerk(tmp_path) as new:
        taken = handed(old, new, tmp_path)
        assert rekeyed.of(new.db, draft).source == source
        assert collected.states(new.db) == {"uuid:1": "held"}
        withdraw_intake(new, taken.intake)
        assert collected.states(new.db) == {}


def submission(instance, state):
    content = {"instance": instance, "place": "A2", "form_id": "", "version": "", "columns": ["a"]}
    content |= {"values": [["a", "1", "A2"]]}
    inspection = "01900000-0000-7000-8000-000000000009"
    about = ("account", "自查", "表.xlsx", "2026-11-21T10:00:00+08:00", "张三", content)
    return Collected(instance, inspection, state, *about)


def test_no_other_file_carries_drafts(old, tmp_path):
    for number, kind in enumerate((PackageKind.REPORT, PackageKind.BACKUP)):
        path = export(old, tmp_path / f"{number}.gmpack", Order(kind=kind)).path
        with open_package(path) as package:
            assert not package.unfinished()


def test_another_office_takes_no_drafts_from_a_handover(old, tmp_path):
    path = export(old, tmp_path / "x.gmpack", HANDOVER).path
    with desk_of(tmp_path / "市", type(COUNTY)("示例市政府办", COUNTY.level)) as city:
        (taken,) = take_in(city, [path], confirmed=True)
        assert (taken.drafts, standing(city)) == (0, {})
        (remark,) = taken.remarks
        assert "没查完的检查没有接收" in remark


def test_the_preview_counts_what_then_comes_and_twice_is_once(old, tmp_path):
    path = export(old, tmp_path / "x.gmpack", HANDOVER).path
    with new_clerk(tmp_path) as new:
        (told,) = preview(new, [path]).files
        assert (told.taken.drafts, standing(new)) == (1, {})
        take_in(new, [path])
        before = standing(new)
        (again,) = take_in(new, [path])
        assert again.state == "already"
        assert standing(new) == before


def test_the_same_drafts_in_a_second_handover_stand_once(old, tmp_path):
    with new_clerk(tmp_path) as new:
        handed(old, new, tmp_path)
        add(old, "又一个")
        taken = handed(old, new, tmp_path)
        assert (taken.drafts, taken.remarks) == (1, ())
        assert standing(new) == standing(old)


def test_a_later_handover_goes_on_with_a_draft_that_nobody_here_has_touched(old, tmp_path):
    with new_clerk(tmp_path) as new:
        first = handed(old, new, tmp_path)
        before = standing(new)
        answer_all(resume(old, next(iter(before))), {"harmful_content": "none"})
        add(old, "又一个")
        second = handed(old, new, tmp_path)
        assert standing(new) == standing(old) != before
        withdraw_intake(new, second.intake)
        assert standing(new) == before
        withdraw_intake(new, first.intake)
        assert standing(new) == {}


@pytest.mark.parametrize("who", ["here", "there"])
def test_a_draft_that_differs_is_never_overwritten_and_is_named(old, tmp_path, who):
    with new_clerk(tmp_path) as new:
        handed(old, new, tmp_path)
        (draft,) = standing(new)
        if who == "here":
            answer_all(resume(new, draft), {"harmful_content": "none"})
        answer_all(resume(old, draft), {"interaction": "yes"})
        before = standing(new)
        add(old, "又一个")
        taken = handed(old, new, tmp_path)
        assert standing(new) == before
        (remark,) = taken.remarks
        assert "“示例发布”" in remark
        assert "没有覆盖" in remark


def test_two_drafts_of_one_account_and_form_both_stay_and_are_named(old, tmp_path):
    with new_clerk(tmp_path) as new:
        first = handed(old, new, tmp_path)
        (draft,) = standing(new)
        discard(new, draft)
        (account,) = (a.account.id for a in list_accounts(new))
        answer_all(begin(new, Occasion(account, FORM)), {"leak": "none"})
        add(old, "又一个")
        taken = handed(old, new, tmp_path)
        assert len(standing(new)) == 2
        (remark,) = taken.remarks
        assert "两份都保留" in remark
        assert first.intake != taken.intake


def test_what_was_finished_meanwhile_does_not_come_again(old, tmp_path):
    with new_clerk(tmp_path) as new:
        handed(old, new, tmp_path)
        inspection = resume(new, next(iter(standing(new))))
        answer_all(inspection, {**NONE, "last_update": "2026-11-20"})
        inspection.finish()
        add(old, "又一个")
        taken = handed(old, new, tmp_path)
        assert (taken.drafts, standing(new)) == (0, {})


def test_withdrawn_the_drafts_are_gone_but_one_that_was_gone_on_with_stays(old, tmp_path):
    account = add(old, "乙", owner=COUNTY.name)
    answer_all(begin(old, Occasion(account, FORM)), {"leak": "none"})
    with new_clerk(tmp_path) as new:
        taken = handed(old, new, tmp_path)
        touched, _ = standing(new)
        answer_all(resume(new, touched), {"harmful_content": "none"})
        withdraw_intake(new, taken.intake)
        assert list(standing(new)) == [touched]
        period = current_period(new)
        assert str(reference_date(new, period)) == str(new.today())


def test_of_two_files_with_one_draft_the_first_withdrawn_leaves_it(old, tmp_path):
    with new_clerk(tmp_path) as new:
        first = handed(old, new, tmp_path)
        add(old, "又一个")
        second = handed(old, new, tmp_path)
        withdraw_intake(new, first.intake)
        assert standing(new) == standing(old)
        withdraw_intake(new, second.intake)
        assert standing(new) == {}


def test_in_parts_the_draft_may_come_before_its_account(old, tmp_path):
    chance = random.Random(5)  # noqa: S311
    remarks = [
        "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(900)) for _ in range(900)
    ]
    edits = [Edit(new_id(), "account", {"name": r[:9], "remark": r}) for r in remarks]
    old.record(edits)
    account = add(old, "最后一个", owner=COUNTY.name)
    answer_all(begin(old, Occasion(account, FORM)), {"leak": "none"})
    order = Order(kind=PackageKind.HANDOVER, part_bytes=1_000_000)
    paths = export(old, tmp_path / "交接.gmpack", order).paths
    assert len(paths) > 1
    with new_clerk(tmp_path) as new:
        take_in(new, paths[:1])
        last = today(new).drafts[0]
        assert (last.draft.account, last.listed) == (account, None)
        take_in(new, paths[1:])
        assert standing(new) == standing(old)
        assert {d.listed.account.name for d in today(new).drafts} == {"示例发布", "最后一个"}


def test_a_picture_that_only_a_withdrawal_would_bring_back_is_not_swept(old, tmp_path):
    inspection = resume(old, next(iter(standing(old))))
    with new_clerk(tmp_path) as new:
        handed(old, new, tmp_path)
        piece = keep(new, Offered(png(), "截图.png", new.stamp()))
        path = resolve(inspection.compiled, "interaction")
        attach(resume(new, inspection.draft.id), path, piece)
        whole = canonical({"evidence": [piece.sha256]})
        new.db.conn.execute("UPDATE draft_evidence SET sha256 = ?", ("b" * 64,))
        new.clock = lambda: old.clock().replace(year=2027)
        assert piece.sha256 in sweepable(new).sizes
        (intake,) = (row[0] for row in new.db.conn.execute("SELECT id FROM intake"))
        new.db.conn.execute(
            "INSERT INTO brought (intake, thing, before) VALUES (?, 'draft/x', ?)", (intake, whole)
        )
        assert piece.sha256 not in sweepable(new).sizes


UUIDS = st.uuids().map(str)
TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=20)
ANSWERS = st.builds(
    Answer,
    TEXTS,
    st.sampled_from(Source),
    st.none() | TEXTS,
    st.none() | TEXTS,
    TEXTS,
    st.none() | st.sampled_from(Absence),
)
PIECES = st.builds(
    Evidence,
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.integers(0, 2**40),
    st.just("图.png"),
    st.just("image/png"),
    TEXTS,
    TEXTS,
)
BEGUN = st.builds(
    Draft,
    id=UUIDS,
    account=UUIDS,
    form=UUIDS,
    nature=st.sampled_from([nature.value for nature in Nature]),
    reference_date=st.dates().map(str),
    staff=TEXTS,
    started_at=TEXTS,
    changed_at=TEXTS,
    last_question=TEXTS,
)
DRAFTS = st.builds(
    HalfDone,
    draft=BEGUN,
    answers=st.dictionaries(TEXTS, ANSWERS, max_size=4),
    evidence=st.dictionaries(TEXTS, st.lists(PIECES, max_size=2).map(tuple), max_size=2),
    paper=st.none() | st.builds(Paper, UUIDS, st.builds(Origin, TEXTS, TEXTS, TEXTS)),
)


def clean(work):
    return parse_drafts(drafts_json(work))


@settings(deadline=None)
@given(st.lists(DRAFTS, unique_by=lambda d: d.id, max_size=3))
def test_what_is_written_reads_back_equal(found):
    work = clean(Unfinished(tuple(found), (), {"2026Q4": "2026-11-21"}))
    assert clean(work) == work
    assert [draft.id for draft in work.drafts] == [draft.id for draft in found]


@settings(deadline=None, max_examples=200)
@given(st.lists(DRAFTS, min_size=1, max_size=2, unique_by=lambda d: d.id), st.data())
def test_with_any_value_of_another_kind_the_entry_is_refused(found, data):
    content = json.loads(drafts_json(Unfinished(tuple(found))))
    spoil(content["drafts"][0], data)
    with pytest.raises(PackageError, match="被改动"):
        parse_drafts(canonical(content).encode())


def spoil(draft, data):
    name = data.draw(st.sampled_from(sorted(draft)))
    wrong = [{"a": 1}, 7, True, ["x"], "\x00"]
    draft[name] = data.draw(st.sampled_from(wrong[1:] if name == "evidence" else wrong))


@pytest.mark.parametrize("content", [[], {}, {"drafts": []}, "x", None])
def test_an_entry_of_any_other_shape_is_refused(content):
    with pytest.raises(PackageError, match="被改动"):
        parse_drafts(canonical(content).encode())


def test_one_draft_twice_is_refused(old):
    work = unfinished(old)
    twice = Unfinished(work.drafts * 2)
    with pytest.raises(PackageError, match="被改动"):
        parse_drafts(drafts_json(twice))
