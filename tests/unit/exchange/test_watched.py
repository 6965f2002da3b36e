"""A large file with progress and 取消: how far it is, and that stopping leaves nothing."""

import os

import pytest

from govmedia_desktop.packages.errors import CancelledError
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.store.files import add_evidence
from govmedia_desktop.store.journal import Edit
from govmedia_desktop.usecases.exchange.arrivals import bring, let_go
from govmedia_desktop.usecases.exchange.incoming import take_in, take_in_each
from govmedia_desktop.usecases.exchange.ledger import received_files
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.exchange.preview import preview
from govmedia_desktop.usecases.register.accounts import list_accounts
from tests.unit.exchanges import checked, places

SIZE, COUNT = 300_000, 6


class Followed:
    """A watch that keeps what it was told, and stops once so many bytes have passed."""

    def __init__(self, stop_at=None):
        self.told, self._stop_at = [], stop_at
        self.watch = Watch(progress=self._note, cancelled=self._is_stopped)

    def _note(self, passed):
        self.told.append((passed, self.watch.expected))

    def _is_stopped(self):
        return self._stop_at is not None and self.told[-1][0] > self._stop_at

    @property
    def shares(self):
        return [passed / expected for passed, expected in self.told]


@pytest.fixture
def county(tmp_path):
    with places(tmp_path) as (county, town, _other):
        (listed,) = list_accounts(town)
        shots = [add_evidence(town.store.evidence, os.urandom(SIZE)) for _ in range(COUNT)]
        inspection = checked(town, listed.account.id, "2026-11-20")
        named = {"evidence": {"x": [{"sha256": shot} for shot in shots]}}
        town.record([Edit(inspection, "inspection", {"result": named})])
        yield county, town


@pytest.fixture
def file(county, tmp_path):
    return export(county[1], tmp_path / "大.gmpack").path


def evidence_of(desk):
    return sorted(path.name for path in desk.store.evidence.glob("??/*"))


def grows_to_the_end(followed):
    assert followed.shares == sorted(followed.shares)
    assert followed.shares[0] < 0.3
    assert 0.9 < followed.shares[-1] < 1.1


def test_writing_tells_how_far_it_is(county, tmp_path):
    followed = Followed()
    export(county[1], tmp_path / "大.gmpack", Order(), followed.watch)
    grows_to_the_end(followed)


def test_verifying_and_taking_in_tell_how_far_they_are(county, file):
    followed = Followed()
    let_go(preview(county[0], [file], followed.watch).arrivals)
    grows_to_the_end(followed)
    followed = Followed()
    take_in(county[0], [file], followed.watch)
    assert max(followed.shares) > 0.9
    assert followed.told[-1][1] > COUNT * SIZE * 1.9  # read once, put in its place once


def test_stopped_while_pictures_are_put_in_their_place_nothing_is_left(county, file):
    desk = county[0]
    kept = add_evidence(desk.store.evidence, os.urandom(10))
    before = evidence_of(desk)
    whole = file.stat().st_size
    for stop_at in (whole + SIZE // 2, whole + 3 * SIZE):
        arrivals = bring(desk, [file])
        with pytest.raises(CancelledError):
            take_in_each(desk, arrivals, (), watch=Followed(stop_at - whole).watch)
        let_go(arrivals)
        with pytest.raises(CancelledError):
            take_in(desk, [file], Followed(stop_at).watch)
        assert evidence_of(desk) == before == [kept]
        assert received_files(desk) == []
    take_in(desk, [file])
    assert len(evidence_of(desk)) == COUNT + 1


def test_what_was_here_before_stays_when_it_is_stopped(county, file):
    desk, town = county
    shot = next(iter(evidence_of(town)))
    place = town.store.evidence / shot[:2] / shot
    add_evidence(desk.store.evidence, place.read_bytes())
    with pytest.raises(CancelledError):
        take_in(desk, [file], Followed(file.stat().st_size + 3 * SIZE).watch)
    assert evidence_of(desk) == [shot]
