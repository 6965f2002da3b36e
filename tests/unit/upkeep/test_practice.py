import pytest

from govmedia_desktop.errors import DataFolderError
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.forms.known import list_forms
from govmedia_desktop.usecases.register.accounts import list_accounts
from govmedia_desktop.usecases.upkeep.practice import STAFF, set_up_practice


def test_a_practice_folder_is_marked_and_holds_invented_accounts_only(tmp_path):
    set_up_practice(tmp_path / "练习")
    with open_desk(tmp_path / "练习", STAFF) as desk:
        assert desk.practice
        names = {listed.account.name for listed in list_accounts(desk)}
        assert len(names) == 4
        assert all(name.startswith("示例") for name in names)
        known = {form.form_id for form in list_forms(desk)}
        assert known == {"national-2019", "basic", "county-score", "app", "closing", "opening"}


def test_practice_is_not_made_over_data(tmp_path):
    set_up_practice(tmp_path / "练习")
    with pytest.raises(DataFolderError, match="已有数据"):
        set_up_practice(tmp_path / "练习")
