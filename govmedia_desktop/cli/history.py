"""`govmedia history …`."""

from dataclasses import asdict
from pathlib import Path

import click

from govmedia_desktop.cli.frame import FILE, Frame, json_option, show
from govmedia_desktop.usecases.periods.history import import_history


@click.group(help="历史通报补录")
def history() -> None:
    """Commands about published results."""


@history.command("import", help="补录已公布的检查结果（csv、xlsx）")
@click.argument("file", type=FILE)
@json_option
@click.pass_obj
def import_(frame: Frame, file: Path, as_json: bool) -> None:
    """Take over published results."""
    with frame.desk(writing=True) as desk:
        done = import_history(desk, file)
    lines = [f"共{done.rows}条，新补录{done.added}条。"]
    lines += [f"  存疑 {f.place} {f.period}：{f.text}" for f in done.flagged]
    show(asdict(done), as_json, "\n".join(lines))
