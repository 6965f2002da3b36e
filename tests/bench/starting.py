"""The program's start and its memory against a bare window: whole processes, one after another."""

import subprocess
import sys
import time
from pathlib import Path

from govmedia_desktop.domain.accounts import Status
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.today import today
from tests.bench.measuring import Claim, Measured, measured


def start_and_memory(county: Path) -> list[Measured]:
    """Measure from the process's start to the 工作台 painted with its figures, then at rest."""
    with open_desk(county, writing=False) as desk:
        updates = today(desk).updates
        words = str(sum(u.listed.account.status is Status.RUNNING for u in updates))
    ours = ["tests.bench.opened", str(county), words]
    bare = ["tests.bench.bare"]
    return [
        measured(Claim("start to the workbench / bare window", 3.5, *map(_wall, (ours, bare)), 9)),
        measured(
            Claim("idle memory / bare window", 2, *map(_memory, (ours, bare)), rounds=5, unit="MB")
        ),
    ]


def _run(arguments: list[str]) -> str:
    run = subprocess.run(
        [sys.executable, "-m", *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return run.stdout


def _wall(arguments: list[str]):
    def run() -> float:
        begun = time.perf_counter()
        _run(arguments)
        return time.perf_counter() - begun

    return run


def _memory(arguments: list[str]):
    return lambda: float(_run([*arguments, "settle"]))
