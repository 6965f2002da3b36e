"""Disks that are full or fail at every step of an export, an import and a withdrawal.

Two kinds of real faults, met where the system meets them: no file may grow beyond a length, so that
write after write of the program and of SQLite fails; the database may take no more pages. Flushing,
moving and making folders are made to fail call by call. After each: one sentence, the old state,
and the next try works.
"""

import errno
import os
import resource
from contextlib import contextmanager

import pytest

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.exchange import incoming, ledger
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from tests.e2e.aftermath import county_folder, restorer, seen, told, town_file, with_pictures
from tests.unit.desks import add


@pytest.fixture
def place(tmp_path):
    folder = county_folder(tmp_path)
    with open_desk(folder, "张三") as desk:
        (inspection,) = desk.db.conn.execute("SELECT min(id) FROM inspection").fetchone()
        with_pictures(desk, inspection, 40_000)
        (tmp_path / "out").mkdir()
        export(desk, tmp_path / "out" / "上报.gmpack", Order(full=True))  # the key is made
        add(desk, "示例新号")
    return folder


class Work:
    """What a person does, where its files go, and the folder as it stood before."""

    def __init__(self, place, out, work):
        self.place, self.out, self.work = place, out, work
        self.reset = restorer(place, out)
        self.old, self.files = seen(place), self.standing()
        self.new = self.after(done := [])
        assert done == [""]
        self.reset()

    def standing(self):
        return {path.name: path.read_bytes() for path in self.out.iterdir()}

    def attempt(self, desk):
        """Return with which sentence it was refused, nothing where it was carried out."""
        try:
            self.work(desk)
        except RefusedError as refusal:
            return str(refusal)
        return ""

    def after(self, said):
        with open_desk(self.place, "张三") as desk:
            said.append(self.attempt(desk))
            return told(desk)

    def meets(self, fault):
        """Try once under the fault; return what was said. Nothing may have changed then."""
        with open_desk(self.place, "张三") as desk:
            with fault(desk):
                said = self.attempt(desk)
            if said:
                assert said.endswith("。"), said
                assert "请" in said, said
                assert not desk.db.conn.in_transaction
                assert told(desk) == self.old
        if said:
            assert seen(self.place) == self.old
            assert (self.standing() == self.files) != ("已换成新的" in said)
        return said

    def works_again(self):
        assert self.after(said := []) == self.new
        assert said == [""]
        self.reset()


@pytest.fixture(params=["export", "import", "withdrawal"])
def work(request, place, tmp_path):
    out = tmp_path / "out"
    if request.param == "export":
        return Work(place, out, lambda desk: export(desk, out / "上报.gmpack", Order(full=True)))
    file = town_file(tmp_path)
    if request.param == "import":
        return Work(place, out, lambda desk: incoming.take_in(desk, [file]))
    with open_desk(place, "张三") as desk:
        (taken,) = incoming.take_in(desk, [file])
    return Work(place, out, lambda desk: ledger.withdraw_intake(desk, taken.intake))


def no_file_longer_than(size):
    @contextmanager
    def fault(_desk):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return fault


def test_a_write_that_fails_anywhere_is_one_sentence_and_can_be_tried_again(work):
    said = []
    for number in range(200):
        said.append(work.meets(no_file_longer_than(3_000 * number)))
        if not said[-1]:
            break
        if number % 5 == 0:
            work.works_again()
    assert said[-1] == ""
    assert len(said) > 10


def no_page_more(pages):
    @contextmanager
    def fault(desk):
        (standing,) = desk.db.conn.execute("PRAGMA page_count").fetchone()
        desk.db.conn.execute(f"PRAGMA max_page_count={standing + pages}")
        try:
            yield
        finally:
            desk.db.conn.execute(f"PRAGMA max_page_count={2**31}")

    return fault


@pytest.mark.parametrize("work", ["import"], indirect=True)
def test_a_database_that_can_take_no_page_more_is_one_sentence_and_can_be_tried_again(work):
    said = []
    for pages in range(50):
        said.append(work.meets(no_page_more(pages)))
        if not said[-1]:
            break
        assert "磁盘已满" in said[-1]
        work.works_again()
    assert len(said) > 1
    assert said[-1] == ""


CALLS = ("fsync", "replace", "mkdir")


def failing_call(number, code, left):
    """Fail the n-th of the calls that make files durable and move them."""

    @contextmanager
    def fault(_desk):
        left[:] = [number]
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, failing(getattr(os, name)))
            yield

    def failing(real):
        def call(*given, **more):
            left[0] -= 1
            if left[0] == 0:
                raise OSError(code, os.strerror(code))
            return real(*given, **more)

        return call

    return fault


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_a_file_that_is_not_flushed_or_moved_is_one_sentence_and_can_be_tried_again(work, code):
    left = [0]
    for number in range(1, 100):
        said = work.meets(failing_call(number, code, left))
        if left[0] > 0:
            break
        if said:
            work.works_again()
        else:  # a folder that is there need not be made
            assert seen(work.place) == work.new
            work.reset()
    assert said == ""
