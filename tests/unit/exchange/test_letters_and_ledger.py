"""The words that go with a file, and the ledger of files that came."""

import pytest

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.exchange.ledger import received_files, withdraw_intake
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.reporting import (
    Declared,
    letter,
    report_up,
    standing_of_reports,
    suggested_name,
)
from govmedia_desktop.usecases.periods.board import (
    own_standing,
)
from tests.unit.desks import COUNTY, TOWN, add
from tests.unit.exchanges import Q4


class TestLetters:
    """Each kind of file has words, a name and a number of its own."""

    @pytest.mark.parametrize(
        ("kind", "told"),
        [
            (
                PackageKind.REPORT,
                ("2026年第四季度政务新媒体检查情况", "现报送我单位2026年第四季度"),
            ),
            (PackageKind.BACKUP, (f"{TOWN.name}政务新媒体数据（整包备份）", "整包备份")),
            (
                PackageKind.HANDOVER,
                (f"{TOWN.name}政务新媒体数据（工作交接）", "工作交接的全部数据"),
            ),
        ],
    )
    def test_the_mail_says_what_it_carries(self, desks, shared, post, kind, told):
        town, (subject, sentence) = desks[1], told
        order = Order(kind=kind, period=Q4, full=True)
        done = report_up(town, order, post.folder / "信.gmpack")
        words = letter(town, order, done)
        assert words.subject.endswith(subject)
        assert sentence in words.body
        assert "附件1：信.gmpack（请用政务新媒体监管程序“接收”）" in words.body
        assert ("附件2：信_盖章表.xlsx（盖章表）" in words.body) is (kind is PackageKind.REPORT)
        assert words.body.endswith(f"{TOWN.name}\n2026-11-21")
        assert words.body.startswith(f"{COUNTY.name}：\n") is (kind is PackageKind.REPORT)

    def test_what_goes_down_names_no_period_and_has_no_paper(self, desks, shared, post):
        county = desks[0]
        order = Order(TOWN.name, full=True)
        done = report_up(county, order, post.folder / "下.gmpack")
        told = letter(county, order, done)
        assert told.subject == f"{COUNTY.name}政务新媒体检查计划、检查表和指标（下发）"
        assert (done.table, len(done.paths)) == (None, 1)
        assert own_standing(county, Q4).state == "未报送"

    def test_a_correction_asks_to_go_by_it(self, desks, post, shared):
        town = desks[1]
        report_up(town, Order(period=Q4), post.folder / "报.gmpack")
        add(town, "示例镇之声", owner=TOWN.name)
        order = Order(kind=PackageKind.CORRECTION, period=Q4)
        done = report_up(town, order, post.folder / "更.gmpack", None, Declared(note="补报"))
        told = letter(town, order, done)
        assert told.subject.endswith("检查情况（更正）")
        assert "请以此为准" in told.body
        assert done.table is not None

    def test_names_tell_kind_recipient_and_number(self, desks, post, shared):
        county, town = desks
        assert suggested_name(county, Order(TOWN.name)) == (
            f"{COUNTY.name}_下发_{TOWN.name}_第2次.gmpack"
        )
        assert suggested_name(town, Order(period=Q4)) == (
            f"{TOWN.name}_2026年第四季度_上报_第1次.gmpack"
        )
        with pytest.raises(RefusedError, match="下发只能发给本单位的下级单位"):
            suggested_name(town, Order(kind=PackageKind.ISSUE))

    def test_what_nobody_was_sent_yet_is_counted(self, desks, post, shared):
        town = desks[1]
        before = standing_of_reports(town).unsent
        add(town, "示例镇之声", owner=TOWN.name)
        assert standing_of_reports(town).unsent == before + 1
        post.write(town)
        assert standing_of_reports(town).unsent == 0


class TestTheLedger:
    """接收记录, and taking one of its files back."""

    def test_an_unknown_import_and_one_taken_back_already_are_refused(self, desks, post, shared):
        county, town = desks
        add(town, "示例镇之声", owner=TOWN.name)
        taken = post.carry(town, county)
        with pytest.raises(RefusedError, match="没有编号为“没有的”的接收"):
            withdraw_intake(county, "没有的")
        gone = withdraw_intake(county, taken.intake)
        assert (gone.id, gone.withdrawn) == (taken.intake, False), "as it was before"
        assert received_files(county)[0].withdrawn
        with pytest.raises(RefusedError, match="已经撤回过了，没有作任何改动"):
            withdraw_intake(county, taken.intake)

    @pytest.mark.parametrize("count", [1, 3, 4, 5])
    def test_three_records_in_the_way_are_named_and_the_rest_counted(
        self, desks, post, shared, count
    ):
        county, town = desks
        ids = [add(town, f"示例镇{n}号", owner=TOWN.name) for n in range(count)]
        taken = post.carry(town, county)
        for record in ids:
            county.record([Edit(record, "account", {"remark": "县里写的"})])
        with pytest.raises(RefusedError, match="撤回会丢掉这些修改") as refused:
            withdraw_intake(county, taken.intake)
        said = str(refused.value)
        assert said.count("“") == min(count, 3)
        assert (f"等{count}条记录" in said) is (count > 3)
        assert not received_files(county)[0].withdrawn


def test_a_backup_lies_beside_the_others_and_reports_nothing(desks, post, shared):
    town = desks[1]
    made = export(town, post.folder / "备份.gmpack", Order(kind=PackageKind.BACKUP))
    assert (made.recipient, made.manifest.recipient) == (None, None)
    assert own_standing(town, Q4).state == "未报送"
