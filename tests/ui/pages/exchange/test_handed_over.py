"""A 工作交接 taken in: half-done checks are told, named where they differ, and gone on with."""

from govmedia_desktop.packages.manifest import PackageKind
from govmedia_desktop.usecases import desk as desks
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.inspections.inspections import answer_all, resume
from govmedia_desktop.usecases.oversight.today import today
from govmedia_desktop.usecases.register.accounts import add_account
from tests.data.county import handover
from tests.ui.pages.exchange.conftest import take_in


def test_half_done_checks_of_a_handover_are_told_before_and_after_and_gone_on_with(
    receiving, tmp_path
):
    receiving.take_in([handover(tmp_path / "旧电脑")])
    assert "没查完的检查 1 份" in receiving.previewing.counts.words.text()
    receiving.previewing.confirm.trigger()
    (line,) = receiving.results.lines
    assert "没查完的检查 1 份，可以接着查" in line.words.text()
    (draft,) = today(receiving._session.desk).drafts
    assert draft.listed.account.name == "示例交接"
    receiving.ledger.table.setCurrentIndex(receiving.ledger.rows.index(0, 0))
    receiving.ledger.withdraw.trigger()
    assert today(receiving._session.desk).drafts == ()


def test_a_draft_that_is_not_overwritten_is_named_in_a_line_of_its_own(receiving, tmp_path):
    take_in(receiving, handover(tmp_path / "旧电脑"))
    desk = receiving._session.desk
    (unfinished,) = today(desk).drafts
    answer_all(resume(desk, unfinished.draft.id), {"harmful_content": "none"})
    with desks.open_desk(tmp_path / "旧电脑", "王五") as old:
        answer_all(resume(old, unfinished.draft.id), {"leak": "unchecked"})
        add_account(old, {"name": "又一个", "platform": "wechat"})
        order = Order(kind=PackageKind.HANDOVER)
        path = export(old, tmp_path / "再交接.gmpack", order).path
    receiving.take_in([path])
    assert "没有覆盖" in receiving.previewing.counts.words.text()
    receiving.previewing.confirm.trigger()
    _, remark = receiving.results.lines
    assert "“示例交接”" in remark.words.text()
