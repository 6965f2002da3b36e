"""The program's start and its memory against a bare window: whole processes, one after another."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from govmedia_desktop import settings as stored
from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.settings import Settings
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.oversight.today import Freshness, today
from tests.bench.filling import STAFF
from tests.bench.measuring import Claim, Measure, Measured, measured, seconds

START = "start to workbench / bare window"
MEMORY = "idle memory / bare window"


def start_and_memory(county: Path) -> list[Measured]:
    """Measure from the process's start to the 工作台 painted with its figures, then at rest."""
    figures = _figures(county)
    stored.save(_settings(county), Settings(data_folder=str(county), staff=STAFF))

    def ours(then: str) -> list[str]:
        return ["tests.bench.opened", then, *figures]

    def bare(then: str) -> list[str]:
        return ["tests.bench.bare", then]

    return [
        measured(Claim(START, 3.5, _wall(ours, county), _wall(bare, county), rounds=9)),
        measured(Claim(MEMORY, 2, _memory(ours, county), _memory(bare, county), unit="MB")),
    ]


def _figures(county: Path) -> list[str]:
    """Return what the 工作台 must show of this county: 正常运行, 待核实, 临近超期."""
    with open_desk(county, writing=False) as desk:
        board = today(desk)
    running = sum(update.listed.account.status is Status.RUNNING for update in board.updates)
    counts = (running, board.count(Freshness.UNKNOWN), board.count(Freshness.SOON))
    return [str(count) for count in counts]


def _settings(county: Path) -> Path:
    return county.parent / "home" / "govmedia-desktop" / "settings.json"


def _run(arguments: list[str], county: Path) -> str:
    environment = {**os.environ, "XDG_CONFIG_HOME": str(_settings(county).parents[1])}
    # as installed: with its modules compiled, by the round that does not count
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    run = subprocess.run(
        [sys.executable, "-m", *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    return run.stdout


def _wall(arguments: Callable[[str], list[str]], county: Path) -> Measure:
    return seconds(lambda: _run(arguments("leave"), county))


def _memory(arguments: Callable[[str], list[str]], county: Path) -> Measure:
    return lambda: float(_run(arguments("settle"), county))
