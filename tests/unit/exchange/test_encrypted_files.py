"""Files with a passphrase: one way in, nothing in the clear left behind on either side."""

import pytest

from govmedia_desktop.errors import CannotWriteError, RefusedError
from govmedia_desktop.packages import sealed as sealing
from govmedia_desktop.packages.errors import CancelledError
from govmedia_desktop.packages.sealed import PassphraseError
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.usecases.exchange import arrivals as arriving
from govmedia_desktop.usecases.exchange.arrivals import bring, bring_again, let_go
from govmedia_desktop.usecases.exchange.incoming import take_in, take_in_each
from govmedia_desktop.usecases.exchange.ledger import received_files
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.preview import preview
from govmedia_desktop.usecases.exchange.reporting import letter, report_up, suggested_name
from govmedia_desktop.usecases.opening import opened
from govmedia_desktop.usecases.periods.periods import current_period
from tests.unit.desks import TOWN, add
from tests.unit.situations.conftest import shown

WORDS, OTHERS = "柳溪镇 2026 第四季度", "另一个很长的口令"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch):
    """What makes guessing dear would make these tests slow."""
    monkeypatch.setattr(sealing, "_OPS", 1)
    monkeypatch.setattr(sealing, "_MEMORY", 1 << 14)


@pytest.fixture
def sealed(desks, post):
    """An encrypted file of the town with one new account, and that account."""
    record = add(desks[1], "示例镇之声", owner=TOWN.name)
    return post.write(desks[1], passphrase=WORDS), record


def left_over(*desks):
    return [path for desk in desks for path in desk.store.tmp.glob("*")]


def test_with_its_passphrase_it_comes_in_like_any_other(desks, sealed):
    county, town = desks
    path, record = sealed
    (taken,) = take_in(county, [path], passphrase=WORDS)
    assert (taken.state, taken.sender) == ("taken_in", TOWN.name)
    assert shown(county, record).name == "示例镇之声"
    assert left_over(county, town) == []


@pytest.mark.parametrize("passphrase", ["", OTHERS])
def test_without_it_or_with_another_nothing_comes_in(desks, sealed, passphrase):
    county, _town = desks
    path, record = sealed
    with pytest.raises(PassphraseError):
        take_in(county, [path], passphrase=passphrase)
    assert (shown(county, record), received_files(county)) == (None, [])
    assert left_over(county) == []


def test_what_was_previewed_with_it_is_taken_in_without_asking_again(desks, sealed):
    county, _town = desks
    path, record = sealed
    told = preview(county, [path], passphrase=WORDS)
    assert told.files[0].taken.new > 0
    again = bring_again(county, told.arrivals, Watch())
    (taken,) = take_in_each(county, again, ())
    let_go(again)
    assert taken.state == "taken_in"
    assert shown(county, record) is not None
    assert left_over(county) == []


def test_a_file_that_was_refused_stays_refused_when_it_is_brought_again(desks, sealed):
    county, _town = desks
    told = preview(county, [sealed[0]], passphrase=OTHERS)
    assert told.files[0].taken.state == "refused"
    (again,) = bring_again(county, told.arrivals, Watch())
    assert isinstance(again.refusal, PassphraseError)
    (one,) = take_in_each(county, [again], {again.copy})
    assert one.state == "refused"
    let_go([again])


def test_looking_at_it_leaves_nothing_in_the_clear(desks, sealed):
    county, _town = desks
    with opened(county, sealed[0], WORDS) as package:
        assert package.manifest.office.name == TOWN.name
        assert len(left_over(county)) == 1
    assert left_over(county) == []
    with pytest.raises(PassphraseError), opened(county, sealed[0], OTHERS):
        pass
    assert left_over(county) == []


def test_a_passphrase_that_protects_nothing_writes_no_file(desks, tmp_path):
    add(desks[1], "示例镇之声")
    with pytest.raises(RefusedError, match="口令至少要8个字符，没有写出文件"):
        report_up(desks[1], Order(passphrase=WORDS[:7]), tmp_path / "x.gmpack")
    assert not (tmp_path / "x.gmpack").exists()


def test_the_letter_says_that_the_passphrase_goes_another_way(desks, tmp_path):
    town = desks[1]
    add(town, "示例镇之声", owner=TOWN.name)
    for words, told in ((WORDS, True), ("", False)):
        order = Order(passphrase=words, full=True, period=current_period(town))
        done = report_up(town, order, tmp_path / suggested_name(town, order))
        body = letter(town, order, done).body
        assert ("口令请另行电话告知，不要写在邮件里" in body) is told
        assert words == "" or words not in body


def test_stopped_while_it_is_opened_or_copied_no_copy_is_left(desks, sealed, post):
    county, town = desks
    open_file = post.write(town, full=True)
    for path in (sealed[0], open_file):
        with pytest.raises(CancelledError):
            bring(county, [open_file, path], Watch(cancelled=lambda: True), WORDS)
        assert left_over(county) == []


def test_where_the_copy_finds_no_room_it_is_said_and_none_is_left(desks, post, monkeypatch):
    county, town = desks
    path = post.write(town, full=True)

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(arriving.shutil, "copyfileobj", full)
    with pytest.raises(CannotWriteError, match="收到的文件"):
        take_in(county, [path])
    assert left_over(county) == []
    assert received_files(county) == []


def test_room_is_seen_to_before_anything_is_copied(desks, post, monkeypatch):
    county, town = desks
    path = post.write(town, full=True)
    asked = []

    def none(folder, size):
        asked.append(size)
        raise CannotWriteError("磁盘空间不够，没有接收。")

    monkeypatch.setattr(arriving, "room_for", none)
    with pytest.raises(CannotWriteError):
        take_in(county, [path])
    assert asked == [path.stat().st_size]
    assert left_over(county) == []


def test_a_backup_is_made_before_a_file_comes_in_and_none_for_a_refused_one(desks, sealed):
    county, _town = desks
    backups = county.store.backups
    before = set(backups.glob("*"))
    with pytest.raises(PassphraseError):
        take_in(county, [sealed[0]])
    assert set(backups.glob("*")) == before
    take_in(county, [sealed[0]], passphrase=WORDS)
    assert any("接收前" in path.name for path in set(backups.glob("*")) - before)
