"""The program's start and its memory against a bare window: whole processes, one after another."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.today import Freshness, today
from tests.bench.measuring import Claim, Measure, Measured, measured, seconds


def start_and_memory(county: Path) -> list[Measured]:
    """Measure from the process's start to the 工作台 painted with its figures, then at rest."""
    figures = _figures(county)

    def ours(then: str) -> list[str]:
        return ["tests.bench.opened", str(county), then, *figures]

    def bare(then: str) -> list[str]:
        return ["tests.bench.bare", then]

    return [
        measured(
            Claim("start to workbench / bare window", 3.5, _wall(ours), _wall(bare), rounds=9)
        ),
        measured(
            Claim("idle memory / bare window", 2, _memory(ours), _memory(bare), rounds=5, unit="MB")
        ),
    ]


def _figures(county: Path) -> list[str]:
    """Return what the 工作台 must show of this county: 正常运行, 待核实, 临近超期."""
    with open_desk(county, writing=False) as desk:
        board = today(desk)
    running = sum(update.listed.account.status is Status.RUNNING for update in board.updates)
    counts = (running, board.count(Freshness.UNKNOWN), board.count(Freshness.SOON))
    return [f"{count} 个" for count in counts]


def _run(arguments: list[str]) -> str:
    # as installed: with its modules compiled, by the round that does not count
    compiled = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(
        [sys.executable, "-m", *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=compiled,
    )
    return run.stdout


def _wall(arguments: Callable[[str], list[str]]) -> Measure:
    return seconds(lambda: _run(arguments("leave")))


def _memory(arguments: Callable[[str], list[str]]) -> Measure:
    return lambda: float(_run(arguments("settle")))
