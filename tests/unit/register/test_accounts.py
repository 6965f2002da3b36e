from datetime import date

import pytest

from govmedia_desktop.domain.freshness import Freshness
from govmedia_desktop.domain.naming import clean_name
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store.register_pages import named
from govmedia_desktop.usecases.oversight.today import updates
from govmedia_desktop.usecases.register import accounts
from govmedia_desktop.usecases.register.imported import read_register, take_in_register
from govmedia_desktop.usecases.register.twins import joining, list_twins, part
from tests.unit.desks import TOWN, add, desk_of

DAY = date(2026, 11, 21)


@pytest.fixture
def desk(tmp_path):
    with desk_of(tmp_path / "县") as opened:
        yield opened


def write_csv(path, *rows):
    path.write_text("\n".join(("账号名称,平台,主办单位,最近更新日期,联系人", *rows)), "utf-8")
    return path


def test_an_owner_not_yet_known_becomes_an_office_below_the_own_one(desk):
    listed = accounts.find_account(desk, add(desk, owner="示例镇"))
    assert listed.owner_name == "示例镇"
    owner = next(o for o in accounts.list_accounts(desk) if o.account.owner).account.owner
    row = desk.db.conn.execute("SELECT parent, level FROM office WHERE id = ?", (owner,))
    assert row.fetchone() == (desk.office, None)


def test_an_empty_text_clears_a_field_and_the_name_cannot_be_cleared(desk):
    record = add(desk, remark="旧")
    assert accounts.change_account(desk, record, {"remark": ""})
    assert accounts.find_account(desk, record).account.remark is None
    with pytest.raises(RefusedError, match="名称不能为空"):
        accounts.change_account(desk, record, {"name": " "})


def test_an_account_is_found_by_name_and_platform_where_the_name_stands_twice(desk):
    add(desk, "示例发布")
    add(desk, "示例发布", platform="weibo")
    with pytest.raises(RefusedError, match="2个"):
        accounts.find_account(desk, "示例发布")
    found = accounts.find_account(desk, "示例发布", "新浪微博")
    assert found.account.platform == "weibo"


SPELLINGS = (
    "示例发布",
    "示 例发布",
    "示例\u200b发布",
    "示例（县）",
    "示例(县)",
    "ABC",
    "ａｂｃ",
    "abc",
    "⽤⼾",
)


@pytest.mark.parametrize(
    "wanted", [*SPELLINGS, "[示例县]", "示例【县】", "用户", "示例", "", "\u200b"]
)
def test_a_name_finds_every_account_that_is_spelt_like_it(desk, wanted):
    for owner, name in enumerate(SPELLINGS):
        add(desk, name, owner=f"示例{owner}局")
    alike = [
        a for a in accounts.list_accounts(desk) if clean_name(a.account.name) == clean_name(wanted)
    ]
    found = [accounts.account_standing(desk, id_) for id_ in named(desk.db, wanted)]
    assert found == alike


def test_a_name_finds_joined_accounts_once_by_the_name_they_go_by_now(desk):
    first, second = add(desk, "示例发布"), add(desk, "示例发布", owner="示例镇")
    desk.record(joining(desk, [first, second]))
    assert named(desk.db, "示例发布") == [min(first, second)]
    accounts.change_account(desk, min(first, second), {"name": "示例融媒"})
    assert named(desk.db, "示例发布") == []
    accounts.delete_account(desk, first, "录错")
    assert named(desk.db, "示例融媒") == []


def test_an_account_spelt_otherwise_is_not_entered_twice(desk):
    add(desk, "示例（发布）", owner="示例镇")
    with pytest.raises(RefusedError, match="已有微信公众号“示例（发布）”（示例镇）"):
        add(desk, "示例 (发布)", owner=" 示例镇")
    assert add(desk, "示例(发布)", owner="示例乡")
    assert add(desk, "示例(发布)", owner="示例镇", platform="weibo")


@pytest.mark.parametrize("start", ["0", "a", "一"])
def test_a_name_of_plain_characters_is_its_own_clean_spelling(start):
    last = {"0": "9", "a": "z", "一": "龥"}[start]
    plain = "".join(map(chr, range(ord(start), ord(last) + 1)))
    assert clean_name(plain) == plain


def test_a_looked_up_date_carries_the_day_of_looking_and_no_later_date(desk):
    record = add(desk)
    assert accounts.confirm_last_updates(desk, {record: date(2026, 11, 6)}, DAY) == 1
    account = accounts.find_account(desk, record).account
    assert (account.last_update, account.last_update_verified) == ("2026-11-06", "2026-11-21")
    with pytest.raises(RefusedError, match="晚于核实日期"):
        accounts.confirm_last_updates(desk, {record: date(2026, 11, 22)}, DAY)


def test_a_date_that_is_only_entered_is_no_longer_called_looked_up(desk):
    record = add(desk)
    accounts.confirm_last_updates(desk, {record: date(2026, 11, 6)}, DAY)
    accounts.change_account(desk, record, {"last_update": "2026-11-10"})
    assert accounts.find_account(desk, record).account.last_update_verified is None


def test_a_deleted_account_leaves_the_register_and_stays_in_the_journal(desk):
    record = add(desk)
    accounts.delete_account(desk, record, "重复")
    assert accounts.list_accounts(desk) == []
    count = desk.db.conn.execute("SELECT count(*) FROM revision WHERE record = ?", (record,))
    assert count.fetchone() == (2,)


def test_a_suspension_needs_reason_approval_and_first_day(desk):
    record = add(desk)
    with pytest.raises(RefusedError, match="事由"):
        accounts.suspend(desk, record, {"reason": "改名"})
    given = {"reason": "改名", "approved_by": "县政府办", "valid_from": "2026-11-01"}
    accounts.suspend(desk, record, {**given, "valid_to": "2026-11-30"})
    assert accounts.suspended(desk, DAY) == {record}
    assert accounts.suspended(desk, date(2026, 12, 1)) == set()


def test_contact_persons_are_no_revisions_and_can_be_erased(desk):
    record = add(desk)
    accounts.set_personal_data(desk, record, {"contact": "李四", "phone": "0561-1234567"})
    assert accounts.personal_data(desk, record)["contact"] == "李四"
    journal = "".join(b for (b,) in desk.db.conn.execute("SELECT body FROM revision"))
    assert "李四" not in journal
    accounts.set_personal_data(desk, record, {"contact": ""})
    assert accounts.personal_data(desk, record) == {"phone": "0561-1234567"}
    with pytest.raises(RefusedError):
        accounts.set_personal_data(desk, record, {"hobby": "钓鱼"})


def test_a_register_is_taken_in_once_and_backed_up_before(desk, tmp_path):
    path = write_csv(tmp_path / "台账.csv", "示例发布,微信,示例镇,2026-11-06,李四")
    read = read_register(desk, path)
    assert accounts.list_accounts(desk) == []
    assert take_in_register(desk, read)["added"] == 1
    assert len(list(desk.store.backups.glob("*.db"))) == 1
    (listed,) = accounts.list_accounts(desk)
    assert accounts.personal_data(desk, listed.account.id) == {"contact": "李四"}
    assert take_in_register(desk, read_register(desk, path))["unchanged"] == 1


def test_an_empty_cell_never_erases_and_a_changed_one_updates(desk, tmp_path):
    first = write_csv(tmp_path / "1.csv", "示例发布,微信,示例镇,2026-11-06,")
    take_in_register(desk, read_register(desk, first))
    second = write_csv(tmp_path / "2.csv", "示例发布,微信,示例镇,,")
    assert take_in_register(desk, read_register(desk, second))["unchanged"] == 1
    third = write_csv(tmp_path / "3.csv", "示例发布,微信,,2026-11-10,")
    assert take_in_register(desk, read_register(desk, third))["updated"] == 1
    (listed,) = accounts.list_accounts(desk)
    assert (listed.owner_name, listed.account.last_update) == ("示例镇", "2026-11-10")


def test_joined_accounts_are_one_with_what_either_knows(desk):
    first = add(desk, "示例发布", owner="示例镇")
    second = add(desk, "示例发布", owner="示例局", url="https://a.example")
    assert len(list_twins(desk)) == 1
    desk.record(joining(desk, [second, first]))
    (listed,) = accounts.list_accounts(desk)
    assert listed.account.id == min(first, second)
    assert listed.account.url == "https://a.example"
    part(desk, [first])
    assert len(accounts.list_accounts(desk)) == 2
    assert list_twins(desk) == []


def test_joining_needs_two_accounts_and_parting_known_ones(desk):
    record = add(desk)
    with pytest.raises(RefusedError, match="两个"):
        joining(desk, [record, record])
    with pytest.raises(RefusedError, match="没有编号"):
        part(desk, ["x"])


def test_a_township_knows_the_county_it_named(tmp_path):
    with desk_of(tmp_path / "镇", TOWN) as desk:
        (parent,) = desk.db.conn.execute("SELECT parent FROM office WHERE id = ?", (desk.office,))
        name = desk.db.conn.execute("SELECT name FROM office WHERE id = ?", parent).fetchone()
        assert name == ("示例县人民政府办公室",)


def test_the_same_contact_persons_again_change_nothing_and_make_no_backup(desk, tmp_path):
    path = write_csv(tmp_path / "1.csv", "示例发布,微信,示例镇,2026-11-06,示例人")
    take_in_register(desk, read_register(desk, path))
    count = len(list(desk.store.backups.iterdir()))
    take_in_register(desk, read_register(desk, path))
    assert len(list(desk.store.backups.iterdir())) == count
    other = write_csv(tmp_path / "2.csv", "示例发布,微信,示例镇,2026-11-06,另一人")
    take_in_register(desk, read_register(desk, other))
    (listed,) = accounts.list_accounts(desk)
    assert accounts.personal_data(desk, listed.account.id) == {"contact": "另一人"}


DATED = {
    "last_update": "最近更新日期",
    "last_update_verified": "核实日期",
    "opened": "开设日期",
    "filing_date": "备案日期",
}


@pytest.mark.parametrize("field", DATED)
def test_a_day_to_come_is_refused_by_hand_and_today_is_taken(desk, field):
    record = add(desk)
    with pytest.raises(RefusedError, match=rf"{DATED[field]}2026-11-22还没有到.*电脑的日期"):
        accounts.change_account(desk, record, {field: "2026-11-22"})
    with pytest.raises(RefusedError, match="还没有到"):
        add(desk, "示例普法", **{field: "2099-01-01"})
    assert accounts.change_account(desk, record, {field: "2026-11-21"})
    assert len(accounts.list_accounts(desk)) == 1


def test_nobody_looked_an_update_up_before_it_was_made(desk):
    record = add(desk, last_update="2026-11-10", last_update_verified="2026-11-10")
    for wrong in (
        {"last_update_verified": "2026-11-09"},
        {"last_update": "2026-11-12", "last_update_verified": "2026-11-11"},
    ):
        with pytest.raises(RefusedError, match=r"核实日期.*早于最近更新日期"):
            accounts.change_account(desk, record, wrong)
    with pytest.raises(RefusedError, match=r"核实日期.*早于最近更新日期"):
        add(desk, "示例普法", last_update="2026-11-10", last_update_verified="2026-11-09")
    assert accounts.change_account(desk, record, {"last_update_verified": "2026-11-12"})
    assert accounts.change_account(desk, record, {"last_update": "2026-11-13"})
    (listed,) = accounts.list_accounts(desk)
    assert listed.account.last_update_verified is None, "nobody has said who looked it up"


def test_what_an_import_took_over_with_a_day_to_come_judges_nobody(desk, tmp_path):
    path = write_csv(tmp_path / "1.csv", "示例发布,微信,示例镇,2099-01-01,")
    take_in_register(desk, read_register(desk, path))
    (told,) = updates(desk)
    assert (told.freshness, told.idle_days) == (Freshness.UNKNOWN, None)
    record = told.listed.account.id
    assert accounts.change_account(desk, record, {"remark": "电话问过"}), "other fields still can"
