"""A preview opens down to the field: accounts that may be one, and what stays as it is."""

from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.exchange.arrivals import let_go
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.preview import Fate, preview, what_stands
from govmedia_desktop.usecases.register.accounts import add_account
from govmedia_desktop.usecases.register.twins import list_twins
from tests.data.county import county, owner_name, township_file


def previewed(desk, path):
    shown = preview(desk, [path])
    let_go(shown.arrivals)
    return shown.files[0]


def test_accounts_that_may_be_one_stand_side_by_side_what_is_here_first(tmp_path):
    with county(tmp_path / "县", accounts=12, quarters=1) as desk:
        told = previewed(desk, township_file(tmp_path / "镇", other_name=True))
        assert len(told.taken.twins) == 1
        (pair,) = [record for record in told.records if record.fate is Fate.TWIN]
        assert pair.title == "示例柳溪镇发布（微信公众号） 与 示例柳溪镇发布（微信公众号）"
        fields = {f.field: (f.old, f.new, f.disputed) for f in pair.fields}
        assert fields["主办单位"] == (owner_name("柳溪镇"), "柳溪镇党政办公室", True)
        assert fields["账号名称"] == ("示例柳溪镇发布", "示例柳溪镇发布", False)
        assert fields["最近更新日期"][1:] == ("", True)
        states = [record.fate for record in told.records]
        assert states.index(Fate.TWIN) < states.index(Fate.NEW)
        assert list_twins(desk) == []  # nothing was written


def test_where_nothing_is_in_doubt_none_is_told(tmp_path):
    with county(tmp_path / "县", accounts=12, quarters=1) as desk:
        told = previewed(desk, township_file(tmp_path / "镇"))
        assert [record for record in told.records if record.fate is Fate.TWIN] == []


def sent_again(tmp_path, desk):
    """A township's file with all it has, after the county took an earlier one in."""
    take_in(desk, [township_file(tmp_path / "镇")])
    with open_desk(tmp_path / "镇", "李四") as town:
        add_account(town, {"name": "示例新号", "platform": "weibo"})
        return export(town, tmp_path / "全.gmpack", Order(full=True)).path


def test_a_record_that_stays_as_it_is_opens_to_what_stands_and_who_wrote_it(tmp_path):
    with county(tmp_path / "县", accounts=12, quarters=1) as desk:
        told = previewed(desk, sent_again(tmp_path, desk)).records
        assert {r.fields for r in told if r.fate is Fate.SAME} == {()}
        opened = what_stands(desk, told)
        account = next(r for r in opened if r.title == "示例柳溪镇文旅（微信公众号）")
        fields = {f.field: (f.old, f.new, f.disputed, f.staff) for f in account.fields}
        assert fields["账号名称"] == ("示例柳溪镇文旅", "示例柳溪镇文旅", False, "李四")
        assert "备注" not in fields
        assert all(record.fields for record in opened)
        changed = [r.fate is not Fate.SAME for r in told]
        assert [r for r, c in zip(opened, changed, strict=True) if c] == [
            r for r in told if r.fate is not Fate.SAME
        ]


def test_what_comes_with_a_file_before_it_opens_too_though_it_stands_nowhere_yet(tmp_path):
    with county(tmp_path / "县", accounts=12, quarters=1) as desk:
        first = township_file(tmp_path / "镇")
        with open_desk(tmp_path / "镇", "李四") as town:
            add_account(town, {"name": "示例新号", "platform": "weibo"})
            second = export(town, tmp_path / "全.gmpack", Order(full=True)).path
        shown = preview(desk, [first, second])
        let_go(shown.arrivals)
        again = [r for r in shown.files[1].records if r.fate is Fate.SAME]
        assert len(again) == len(shown.files[0].records)
        assert all(record.fields for record in again)
        assert what_stands(desk, again) == again


def test_of_thousands_that_stay_as_they_are_every_one_opens(tmp_path):
    """As many as a county sends back to itself: each down to its fields, none told beforehand."""
    with county(tmp_path / "县", accounts=700, quarters=0) as desk:
        path = export(desk, tmp_path / "全.gmpack", Order(full=True)).path
        told = previewed(desk, path).records
        assert len(told) > 700
        assert {r.fate for r in told} == {Fate.SAME}
        opened = what_stands(desk, told)
        assert all(record.fields for record in opened)
        assert what_stands(desk, told[-1:]) == opened[-1:]
