"""Lines are made anew where the program tells them otherwise, and at no other start."""

import os
import subprocess
import sys

from govmedia_desktop.store import schema

TELL = "from govmedia_desktop.store.schema import _fingerprint; print(_fingerprint())"


def test_every_start_of_one_program_finds_its_own_projections_current():
    told = {
        subprocess.run(
            [sys.executable, "-c", TELL],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


def test_what_the_index_knows_is_part_of_what_the_lines_are_known_by(monkeypatch):
    before = schema._fingerprint()
    monkeypatch.setattr(schema, "index_of", lambda sought: sought)
    assert schema._fingerprint() != before
