"""What waits is counted as waiting, never as equal."""

from govmedia_desktop.usecases.accounts import change_account, list_accounts
from govmedia_desktop.usecases.incoming import take_in
from govmedia_desktop.usecases.ledger import withdraw_intake
from govmedia_desktop.usecases.orders import Order
from govmedia_desktop.usecases.outgoing import export
from govmedia_desktop.usecases.preview import Fate, preview
from tests.unit.exchanges import TOWNS, places, send


def test_what_waits_for_a_file_that_was_withdrawn_is_not_told_as_equal(tmp_path):
    with places(tmp_path) as (county, town, _):
        written, (first,) = send(town, county, tmp_path)
        send(county, town, tmp_path, Order(to=TOWNS[0]))
        withdraw_intake(county, first.intake)
        account = list_accounts(town)[0].account.id
        change_account(town, account, {"remark": "改过"})
        later = export(town, tmp_path / "2.gmpack").path
        (told,) = preview(county, [later]).files
        assert [r.fate for r in told.records if r.record == account] == [Fate.HELD]
        (taken,) = take_in(county, [later])
        assert taken.held == told.taken.held > 0
        assert taken.same == told.taken.same == 0
        take_in(county, written.paths)
        assert account in {a.account.id for a in list_accounts(county)}
