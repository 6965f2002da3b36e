"""Measuring in turn, the table and `bench.json`."""

import json
import time

import pytest

from tests.bench.measuring import Claim, Measured, measured, seconds
from tests.bench.printing import as_json, header, line

KEPT = Measured("start", 3.5, "s", (0.5, 0.4, 0.9), (0.2, 0.25, 0.1))
MISSED = Measured("memory", 2, "MB", (90.0,) * 5, (30.0,) * 5)


def test_the_ratio_is_that_of_the_medians():
    assert KEPT.ratio == pytest.approx(2.5)
    assert KEPT.holds
    assert not MISSED.holds


def test_a_ratio_on_its_target_holds():
    assert Measured("limit", 1, "s", (2.0,), (2.0,)).holds


def test_ours_and_the_reference_are_measured_in_turn_after_a_round_that_does_not_count():
    calls = []

    def told(name):
        def run():
            calls.append(name)
            return float(len(calls))

        return run

    result = measured(Claim("x", 1, told("ours"), told("reference"), rounds=5))
    assert calls == ["ours", "reference"] * 6
    assert result.ours == (3.0, 5.0, 7.0, 9.0, 11.0)
    assert result.reference == (4.0, 6.0, 8.0, 10.0, 12.0)


def test_seconds_are_those_that_the_work_takes():
    assert 0.02 <= seconds(lambda: time.sleep(0.02))() < 1


def test_the_table_shows_medians_with_least_and_greatest():
    cells = line(KEPT).split("  ")
    assert "500 ms (400–900)" in [cell.strip() for cell in cells]
    assert "200 ms (100–250)" in line(KEPT)
    assert line(KEPT).split()[-2:] == ["holds", "3"]


def test_a_missed_target_is_printed_as_missing():
    assert "MISSING" in line(MISSED)
    assert "90 MB (90–90)" in line(MISSED)


def test_header_and_lines_stand_in_the_same_columns():
    assert header().index("ratio") == line(KEPT).index("2.50")


def test_the_file_holds_numbers_in_the_agreed_fields():
    first, second = json.loads(as_json([KEPT, MISSED]))
    assert first == {
        "name": "start",
        "ours": 0.5,
        "reference": 0.2,
        "ratio": 2.5,
        "target": 3.5,
        "holds": True,
        "n": 3,
    }
    assert (second["ratio"], second["holds"], second["n"]) == (3.0, False, 5)
