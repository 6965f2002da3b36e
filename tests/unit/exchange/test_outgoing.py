"""What goes out: to whom, what for, how much of it, and how it is called."""

import os
from dataclasses import replace

import pytest

from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.errors import CannotWriteError, RefusedError
from govmedia_desktop.packages.manifest import Limits, PackageKind
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.store import chains
from govmedia_desktop.store.files import add_evidence
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.store.sent import sent_files
from govmedia_desktop.usecases.desk import NewOffice
from govmedia_desktop.usecases.exchange import outgoing
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order, to_send
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.reporting import standing_of_reports, suggested_name
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.unit.desks import COUNTY, add, desk_of
from tests.unit.exchanges import Q3, Q4, TOWNS, checked, places, records, send, state


@pytest.fixture
def offices(tmp_path):
    with places(tmp_path) as made:
        yield made


@pytest.fixture
def town(offices):
    """A town with an inspection in each of two quarters."""
    desk = offices[1]
    (listed,) = list_accounts(desk)
    for day in ("2026-08-20", "2026-11-20"):
        checked(desk, listed.account.id, day)
    return desk


def manifest(path):
    with open_package(path) as package:
        return package.manifest


def test_a_report_carries_everything_that_is_new(town, offices, tmp_path):
    written, _ = send(town, offices[0], tmp_path, Order(period=Q4))
    assert (written.manifest.kind, written.manifest.period) == (PackageKind.REPORT, "2026Q4")
    assert written.manifest.limits == Limits()
    assert len(records(offices[0], "inspection")) == 2


def test_what_the_recipient_acknowledged_is_not_sent_again(town, offices, tmp_path):
    send(town, offices[0], tmp_path)
    send(offices[0], town, tmp_path, Order(TOWNS[0]))
    assert to_send(town, Order()).is_receipt
    export(town, tmp_path / "回执.gmpack")
    with pytest.raises(RefusedError, match="没有新的内容"):
        export(town, tmp_path / "again.gmpack")
    assert export(town, tmp_path / "full.gmpack", Order(full=True)).revisions > 0


def test_a_correction_that_corrects_nothing_is_no_receipt_nor_are_contact_data(
    town, offices, tmp_path
):
    send(town, offices[0], tmp_path)
    send(offices[0], town, tmp_path, Order(TOWNS[0]))
    for order in (Order(kind=PackageKind.CORRECTION), Order(personal=True)):
        assert not to_send(town, order).is_receipt
        with pytest.raises(RefusedError, match="没有新的内容"):
            export(town, tmp_path / "x.gmpack", order)
    assert export(town, tmp_path / "回执.gmpack").receipts == 1


def test_a_report_of_one_period_leaves_the_other_quarters_for_later(town, offices, tmp_path):
    county = offices[0]
    written, _ = send(town, county, tmp_path, Order(period=Q4, limited=True))
    assert written.manifest.limits == Limits(period=True)
    assert len(records(county, "inspection")) == 1
    assert chains.lacking(county.db) != {}
    send(county, town, tmp_path, Order(TOWNS[0]))
    add(town, "另一个")
    written, _ = send(town, county, tmp_path, Order(period=Q3))
    assert chains.lacking(county.db) == {}
    assert len(records(county, "inspection")) == 2


def test_what_goes_down_concerns_the_office_below(offices, tmp_path):
    county, one, other = offices
    for town in (one, other):
        send(town, county, tmp_path)
    written, _ = send(county, one, tmp_path, Order(TOWNS[0]))
    (below,) = [o for o in records(county, "office") if o == one.office]
    assert (written.manifest.kind, written.manifest.limits) == (
        PackageKind.ISSUE,
        Limits(below=below),
    )
    assert {a.account.name for a in list_accounts(one)} == {f"{TOWNS[0]}发布"}
    held = one.db.conn.execute("SELECT count(*) FROM revision WHERE state = 'held'").fetchone()
    assert held == (0,)


def test_what_the_county_changes_of_another_town_is_nothing_new_for_this_one(offices, tmp_path):
    county, one, other = offices
    for town in (one, other):
        send(town, county, tmp_path)
    send(county, one, tmp_path, Order(TOWNS[0]))
    add(one, "另一个")
    send(one, county, tmp_path)
    export(county, tmp_path / "回执.gmpack", Order(TOWNS[0]))
    (account,) = [a.account.id for a in list_accounts(county) if a.owner_name == TOWNS[1]]
    county.record([Edit(account, "account", {"name": "改名"})])
    with pytest.raises(RefusedError, match="没有新的内容"):
        export(county, tmp_path / "x.gmpack", Order(TOWNS[0]))


def test_files_of_a_kind_and_period_are_counted(town, offices, tmp_path):
    one = export(town, tmp_path / "1.gmpack", Order(period=Q4)).manifest
    two = export(town, tmp_path / "2.gmpack", Order(period=Q4)).manifest
    other = export(town, tmp_path / "3.gmpack", Order(period=Q3)).manifest
    assert [m.sequence for m in (one, two, other)] == [1, 2, 1]
    assert suggested_name(town, Order(period=Q4)) == f"{TOWNS[0]}_2026年第四季度_上报_第3次.gmpack"
    send(town, offices[0], tmp_path)
    name = suggested_name(offices[0], Order(TOWNS[0]))
    assert name == f"示例县人民政府办公室_下发_{TOWNS[0]}_第1次.gmpack"


def test_the_manifest_counts_what_is_in_the_file(town, tmp_path):
    counts = export(town, tmp_path / "1.gmpack").manifest.counts
    assert counts.records["inspection"] == 2
    assert counts.records["account"] == 1
    assert counts.records["signing_key"] == 1
    assert counts.revisions == to_send(town, Order(full=True)).revisions


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        (Order(kind=PackageKind.ISSUE), "下发只能发给本单位的下级单位"),
        (Order("不存在的单位"), "没有名为"),
        (Order(kind=PackageKind.CORRECTION), "还没有上报过"),
        (Order(part_bytes=999_999), "至少要1MB"),
    ],
)
def test_an_order_that_does_not_fit_is_refused(town, tmp_path, order, sentence):
    with pytest.raises(RefusedError, match=sentence):
        export(town, tmp_path / "x.gmpack", order)
    assert not list(tmp_path.glob("*.gmpack"))


def test_nothing_is_reported_to_an_office_below(town, offices, tmp_path):
    send(town, offices[0], tmp_path)
    with pytest.raises(RefusedError, match="上报只能发给上级单位"):
        export(offices[0], tmp_path / "x.gmpack", Order(TOWNS[0], PackageKind.REPORT))


def test_a_correction_follows_a_report(town, tmp_path):
    export(town, tmp_path / "1.gmpack", Order(period=Q4))
    order = Order(period=Q4, kind=PackageKind.CORRECTION)
    corrected = export(town, tmp_path / "2.gmpack", order).manifest
    assert (corrected.kind, corrected.sequence) == (PackageKind.CORRECTION, 1)
    with pytest.raises(RefusedError, match="还没有上报过"):
        export(town, tmp_path / "3.gmpack", replace(order, period=Q3))


@pytest.mark.parametrize("kind", [PackageKind.BACKUP, PackageKind.HANDOVER])
def test_backup_and_handover_carry_everything_whatever_was_acknowledged(town, tmp_path, kind):
    everything = to_send(town, Order(full=True)).revisions
    written = export(town, tmp_path / "1.gmpack", Order(kind=kind))
    assert written.revisions >= everything
    recipient = town.office if kind is PackageKind.HANDOVER else None
    assert (written.manifest.recipient and written.manifest.recipient.id) == recipient
    export(town, tmp_path / "2.gmpack", Order(kind=kind))


def with_pictures(desk, count, size):
    """Name that many large pictures in one inspection more."""
    pieces = [os.urandom(size) for _ in range(count)]
    evidence = [{"sha256": add_evidence(desk.store.evidence, piece)} for piece in pieces]
    (listed,) = list_accounts(desk)
    inspection = checked(desk, listed.account.id, "2026-11-19")
    desk.record([Edit(inspection, "inspection", {"result": {"evidence": {"x": evidence}}})])
    return {piece["sha256"] for piece in evidence}


def test_a_light_file_leaves_the_pictures_here(town, tmp_path):
    with_pictures(town, 2, 1_000)
    light = export(town, tmp_path / "1.gmpack", Order(light=True)).manifest
    assert (light.light, light.counts.evidence) == (True, 0)
    assert export(town, tmp_path / "2.gmpack").manifest.counts.evidence == 2


def test_what_is_too_large_is_split_and_comes_in_in_any_order(town, offices, tmp_path):
    pictures = with_pictures(town, 5, 400_000)
    written = export(town, tmp_path / "大.gmpack", Order(part_bytes=1_000_000))
    assert [p.name for p in written.paths][:2] == [
        f"大_共{len(written.paths)}份之1.gmpack",
        f"大_共{len(written.paths)}份之2.gmpack",
    ]
    assert len(written.paths) > 2
    assert all(path.stat().st_size <= 1_000_000 for path in written.paths)
    told = [manifest(path) for path in written.paths]
    assert len({m.part.series for m in told}) == 1
    assert [(m.part.number, m.part.of) for m in told] == [
        (n, len(told)) for n in range(1, len(told) + 1)
    ]
    assert sum(m.counts.revisions for m in told) == written.revisions
    assert len({m.sequence for m in told}) == 1
    assert len({s.id for s in sent_files(town.db)}) == len(told)
    for path in reversed(written.paths):
        take_in(offices[0], [path])
    there = {p.name for p in offices[0].store.evidence.glob("??/*")}
    assert pictures <= there
    assert state(offices[0])["inspection"] == state(town)["inspection"]


def test_lines_are_split_too_and_the_chain_holds_over_the_parts(town, offices, tmp_path):
    noise = [os.urandom(30_000).hex() for _ in range(40)]
    (listed,) = list_accounts(town)
    town.record([Edit(listed.account.id, "account", {"remark": text}) for text in noise])
    written = export(town, tmp_path / "大.gmpack", Order(part_bytes=1_000_000))
    assert len(written.paths) > 1
    assert all(path.stat().st_size <= 1_000_000 for path in written.paths)
    for path in reversed(written.paths):
        take_in(offices[0], [path])
    assert chains.broken_chains(offices[0].db) == []
    assert chains.gaps(offices[0].db) == {}
    assert state(offices[0])["account"] == state(town)["account"]


def test_late_lines_are_split_too(town, offices, tmp_path):
    noise = [os.urandom(30_000).hex() for _ in range(40)]
    county = offices[0]
    (listed,) = list_accounts(town)
    inspection = checked(town, listed.account.id, "2026-08-19")
    town.record([Edit(inspection, "inspection", {"result": {"x": text}}) for text in noise])
    send(town, county, tmp_path, Order(period=Q4, limited=True))
    send(county, town, tmp_path, Order(TOWNS[0]))
    written = export(town, tmp_path / "大.gmpack", Order(part_bytes=1_000_000))
    assert len(written.paths) > 1
    assert all(path.stat().st_size <= 1_000_000 for path in written.paths)
    for path in reversed(written.paths):
        take_in(county, [path])
    assert chains.lacking(county.db) == {}
    assert state(county)["inspection"] == state(town)["inspection"]


@pytest.mark.parametrize("after", [1, 6, 12])
def test_after_cancelling_none_of_the_parts_is_left(town, tmp_path, after):
    with_pictures(town, 5, 400_000)
    before = len(sent_files(town.db))
    asked = iter([False] * after + [True] * 99)
    with pytest.raises(RefusedError, match="已取消"):
        export(
            town,
            tmp_path / "大.gmpack",
            Order(part_bytes=1_000_000),
            Watch(cancelled=lambda: next(asked)),
        )
    assert not list(tmp_path.glob("*.gmpack*"))
    assert len(sent_files(town.db)) == before


def test_a_part_that_the_disk_does_not_take_takes_the_others_with_it(town, tmp_path, monkeypatch):
    with_pictures(town, 5, 400_000)
    written = iter(range(9))

    def fails(path, *rest):
        if next(written) == 2:
            raise CannotWriteError("磁盘空间不足")
        return write_package(path, *rest)

    write_package = outgoing.write_package
    monkeypatch.setattr(outgoing, "write_package", fails)
    with pytest.raises(CannotWriteError):
        export(town, tmp_path / "大.gmpack", Order(part_bytes=1_000_000))
    assert not list(tmp_path.glob("*.gmpack*"))
    assert sent_files(town.db) == []


def test_a_file_limited_to_a_period_tells_nothing_of_what_is_still_to_be_sent(town, tmp_path):
    export(town, tmp_path / "1.gmpack", Order(period=Q4, limited=True))
    assert standing_of_reports(town).unsent > 0
    export(town, tmp_path / "2.gmpack", Order(period=Q4))
    assert standing_of_reports(town).unsent == 0


def test_an_office_known_by_another_record_since_is_counted_on(offices, tmp_path):
    county, *_ = offices
    name = "示例县后设镇人民政府"
    office = NewOffice(name, Level.TOWNSHIP, Category.TOWNSHIP, parent=COUNTY.name)
    with desk_of(tmp_path / name, office) as town:  # made last: the county's own id is the smaller
        add(town, f"{name}发布", owner=name)
        written = export(town, tmp_path / "1.gmpack", Order(period=Q4))
        first = written.manifest
        take_in(county, [written.path])
        take_in(town, [export(county, tmp_path / "下.gmpack", Order(name)).path])
        second = export(town, tmp_path / "2.gmpack", Order(period=Q4, full=True)).manifest
    assert first.recipient.id != second.recipient.id
    assert (first.sequence, second.sequence) == (1, 2)
