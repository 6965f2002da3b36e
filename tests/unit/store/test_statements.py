"""Statements are prepared once: a second file runs those that the first one has left."""

import sqlite3
from contextlib import contextmanager

from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.outgoing import export
from tests.unit.exchanges import checked, places


@contextmanager
def prepared(db):
    """Yield the list of tables that statements prepared in the block read or write."""
    found = []

    def note(action, table, *_where):
        if action in (sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_DELETE):
            found.append(table)
        return sqlite3.SQLITE_OK

    db.conn.set_authorizer(note)  # asked while a statement is prepared, never while it runs
    yield found
    db.conn.set_authorizer(None)


def test_files_taken_in_after_others_prepare_no_statement_again(tmp_path):
    with places(tmp_path) as (county, *towns):
        with prepared(county.db) as tables:
            rounds = []
            for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
                before = len(tables)
                take_in(county, [_file(town, day, tmp_path) for town in towns])
                rounds.append(tables[before:])
        assert rounds[0]  # what is looked at is told at all
        assert rounds[-1] == []


def _file(town, day, folder):
    (account,) = town.db.conn.execute("SELECT id FROM account").fetchone()
    checked(town, account, day)
    return export(town, folder / f"{town.store.replica}-{day}.gmpack").path
