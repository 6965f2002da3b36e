"""Every exchange of few moves on one record, and two folders that share one number."""

import itertools

import pytest

from govmedia_desktop.errors import RefusedError
from govmedia_desktop.store import journal
from govmedia_desktop.store.disagreements import disagreements
from tests.unit.random_exchanges import RECORDS, deliver
from tests.unit.store_stories import offices

ACTS = ("edit 1", "delete 1", "edit 2", "delete 2")
PATTERNS = list(itertools.product(("act", "1 to 2", "2 to 1"), repeat=3))


@pytest.mark.parametrize("pattern", PATTERNS, ids="-".join)
def test_every_story_of_three_moves_on_one_record_ends_alike_on_both_sides(tmp_path, pattern):
    """Stories that send at the same moments go through the same files, each on its own record."""
    stories = list(itertools.product(*(ACTS if move == "act" else (move,) for move in pattern)))
    told = {f"01900000-0000-7000-8000-0000000d{n:04d}": story for n, story in enumerate(stories)}
    with offices(tmp_path, 2) as (one, other):
        for record in told:
            one.edit(record, name="原")
        deliver(one, other)
        for count, move in enumerate(pattern):
            for record, story in told.items() if move == "act" else ():
                act((one, other), record, story[count], f"值{count}")
            if move != "act":
                deliver(*((one, other) if move == "1 to 2" else (other, one)))
        for _ in range(2):
            deliver(one, other)
            deliver(other, one)
        assert one.state() == other.state()
        in_dispute = {found.record for found in disagreements(one.db)}
        for record, story in told.items():
            assert settled(one.row(record), record in in_dispute, story), story


def act(pair, record, move, value):
    office = pair[int(move[-1]) - 1]
    if move.startswith("edit"):
        office.edit(record, name=value)
    else:
        journal.delete(office.db, office.author, [record], "")


def settled(row, in_dispute, story):
    """Without an edit nothing is in dispute; a record nobody deleted stands."""
    edits = any(move.startswith("edit") for move in story)
    deleted = any(move.startswith("delete") for move in story)
    return (edits or not in_dispute) and (deleted or not row["deleted"])


def test_two_folders_that_share_one_number_are_told_apart_whatever_came_first(tmp_path):
    (tmp_path / "copy").mkdir()
    with offices(tmp_path, 3) as (one, *readers), offices(tmp_path / "copy", 1) as (copy,):
        one.edit(RECORDS[0], name="甲")
        copy.edit(RECORDS[0], name="乙")
        for reader, first, second in zip(readers, (one, copy), (copy, one), strict=True):
            reader.receive(first.lines())
            before = reader.state()
            with pytest.raises(RefusedError, match="同一个编号"):
                reader.receive(second.lines())
            assert reader.state() == before
