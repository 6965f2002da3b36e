"""Whatever a county and a town do one after the other, in any order: their data stay whole.

Every deed is one that a person can do; many are refused, and those must change nothing.
"""

import tempfile
from contextlib import ExitStack, suppress
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.advice import Deed
from govmedia_desktop.domain.life import StepKind
from govmedia_desktop.domain.office_changes import OfficeChange, OfficeChangeKind
from govmedia_desktop.domain.periods import quarter_of
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.activity import batches, events, messages
from govmedia_desktop.usecases.activity.post_lists import read_pasted_posts
from govmedia_desktop.usecases.activity.posts import take_in_posts
from govmedia_desktop.usecases.exchange import disagreements, ledger, reviews
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.offices.known import list_offices
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.oversight import advice, register_checks
from govmedia_desktop.usecases.periods import plans
from govmedia_desktop.usecases.register import (
    accounts,
    filings,
    life,
    merging,
    office_changes,
    twins,
)
from govmedia_desktop.usecases.upkeep.maintenance import rebuild, verify
from tests.unit.desks import TOWN, add, desk_of, inspect

TODAY = date(2026, 11, 21)
PERIOD = quarter_of(TODAY)
NAMES = ("示例普法", "示例縣普法", "示例发布", "示例 发布")
DAYS = st.integers(0, 40).map(lambda n: TODAY - timedelta(days=n))
NAME = st.sampled_from(NAMES)
PLACE = st.integers(0, 5)


def at(found, place):
    """Return one of what there is; nothing to choose from is a refusal like another."""
    if not found:
        raise RefusedError("没有。")
    return found[place % len(found)]


def account(desk, place):
    return at(sorted(accounts.list_accounts(desk), key=lambda a: a.account.name), place).account


def send(sender, receiver, **order):
    path = sender.store.folder.parent / f"{sender.office}.gmpack"
    take_in(receiver, export(sender, path, Order(**order)).paths, confirmed=True)


DEEDS = {
    "add": (
        lambda d, name, other, day: add(
            d,
            name,
            owner=other,
            platform="weibo",
            last_update=str(day),
            last_update_verified=str(day),
        ),
        (NAME, st.sampled_from(["示例局", "示例镇", "示例司法局"]), DAYS),
    ),
    "change": (
        lambda d, p, field, text: accounts.change_account(d, account(d, p).id, {field: text}, "改"),
        (
            PLACE,
            st.sampled_from(["name", "status", "remark", "followers", "owner", "last_update"]),
            st.sampled_from(["示例发布", "已关停", "", "12000", "2026-11-20", "其他局"]),
        ),
    ),
    "look up": (
        lambda d, p, day: accounts.confirm_last_updates(d, {account(d, p).id: day}, TODAY),
        (PLACE, DAYS),
    ),
    "delete": (lambda d, p: accounts.delete_account(d, account(d, p).id, "撤并"), (PLACE,)),
    "restore": (
        lambda d, p: accounts.restore_account(
            d, accounts.delete_account(d, account(d, p).id, "误删")
        ),
        (PLACE,),
    ),
    "suspend": (
        lambda d, p, day: accounts.suspend(
            d,
            account(d, p).id,
            {"reason": "年审", "approved_by": "县政府办", "valid_from": str(day)},
        ),
        (PLACE, DAYS),
    ),
    "contact": (
        lambda d, p, text: accounts.set_personal_data(d, account(d, p).id, {"contact": text}),
        (PLACE, st.sampled_from(["示例人", ""])),
    ),
    "step": (
        lambda d, p, kind, day: life.add_step(
            d,
            account(d, p).id,
            life.NewStep(kind, day, changes={"name": "示例新名"}),
        ),
        (PLACE, st.sampled_from(StepKind), DAYS),
    ),
    "file": (
        lambda d, p, day: filings.note_filing(d, at(life.all_steps(d), p).id, day),
        (PLACE, DAYS),
    ),
    "merge": (
        lambda d, p, q: d.record(twins.joining(d, [account(d, p).id, account(d, q).id])),
        (PLACE, PLACE),
    ),
    "part": (lambda d, p: merging.part_again(d, account(d, p).id), (PLACE,)),
    "inspect": (
        lambda d, p, answer: inspect(
            d, account(d, p).id, last_update="2026-11-20", interaction=answer
        ),
        (PLACE, st.sampled_from(["yes", "no"])),
    ),
    "post": (
        lambda d, p, day, title: take_in_posts(
            d, read_pasted_posts(d, f"{day} {title}", account(d, p).id)
        ),
        (PLACE, DAYS, NAME),
    ),
    "take posts back": (lambda d: batches.take_back(d, batches.Matter.POSTS), ()),
    "event": (lambda d, day: events.add_event(d, "强降雨", day), (DAYS,)),
    "respond": (
        lambda d, p, day: events.respond(d, "强降雨", account(d, p).id, events.Word(day)),
        (PLACE, DAYS),
    ),
    "message": (
        lambda d, p, day: messages.add_message(
            d, account(d, p).id, {"content": "医保怎么缴", "asked": str(day)}
        ),
        (PLACE, DAYS),
    ),
    "rule": (
        lambda d, name, value: set_parameter(d, NewParameter(name, value, "本县规定")),
        (
            st.sampled_from(["max_idle_days", "filing_days", "same_posts_percent", "shell_posts"]),
            st.sampled_from(["7", "14", "20"]),
        ),
    ),
    "dismiss": (
        lambda d, p: register_checks.dismiss(
            d, at(register_checks.register_findings(d), p).key, "另有分工"
        ),
        (PLACE,),
    ),
    "decide": (
        lambda d, p, deed: advice.decide(d, account(d, p).id, deed, "依据"),
        (PLACE, st.sampled_from(Deed)),
    ),
    "office": (
        lambda d, kind, p, q, day: office_changes.change_office(
            d,
            OfficeChange(
                kind,
                at(list_offices(d), p).id,
                day,
                "编办文件",
                "示例新局" if kind is OfficeChangeKind.RENAMED else at(list_offices(d), q).id,
            ),
        ),
        (st.sampled_from(OfficeChangeKind), PLACE, PLACE, DAYS),
    ),
    "plan": (
        lambda d, share: plans.set_plan(d, plans.NewPlan(PERIOD, "basic", share=share)),
        (st.sampled_from([None, 30, 100]),),
    ),
    "cancel": (lambda d: plans.cancel_plan(d, PERIOD), ()),
    "report": (lambda d, zero: reviews.submit(d, PERIOD, zero=zero, note="更正"), (st.booleans(),)),
    "resolve": (
        lambda d, p, take: disagreements.resolve(d, at(disagreements.list_disputes(d), p).id, take),
        (PLACE, st.sampled_from(["ours", "theirs"])),
    ),
    "take a file back": (
        lambda d, p: ledger.withdraw_intake(d, at(ledger.received_files(d), p).id),
        (PLACE,),
    ),
}
DEED = st.one_of(
    st.tuples(st.just(name), st.integers(0, 1), st.tuples(*given))
    for name, (_, given) in DEEDS.items()
)
EXCHANGE = st.tuples(st.sampled_from(["up", "down"]), st.just(0), st.just(()))


def carry_out(deed, desks):
    """Do one deed; what is refused changes nothing."""
    name, who, given = deed
    county, town = desks
    if name == "up":
        return send(town, county)
    if name == "down":
        return send(county, town, to=town.office)
    return DEEDS[name][0](desks[who], *given)


def revisions(desks):
    return [d.db.conn.execute("SELECT count(*), max(seq) FROM revision").fetchone() for d in desks]


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(DEED, EXCHANGE), min_size=3, max_size=25))
def test_whatever_is_done_the_data_verify_and_give_the_same_tables_again(deeds):
    with tempfile.TemporaryDirectory() as name, ExitStack() as opened:
        desks = [
            opened.enter_context(desk_of(Path(name) / "县")),
            opened.enter_context(desk_of(Path(name) / "镇", TOWN)),
        ]
        for desk, own in zip(desks, NAMES, strict=False):
            add(desk, own, owner="示例镇", last_update="2026-11-01")
        for deed in deeds:
            before = revisions(desks)
            with suppress(RefusedError):
                carry_out(deed, desks)
                continue
            assert deed[0] in ("up", "down") or revisions(desks) == before, deed
        for desk in desks:
            assert verify(desk, recompute=True) == []
            assert rebuild(desk).differing == ()
