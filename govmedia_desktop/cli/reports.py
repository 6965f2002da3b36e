"""`govmedia report …`."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from govmedia_desktop.cli.frame import DAY, FILE, Frame, json_option, show, span_of
from govmedia_desktop.reports.overview import overview_text
from govmedia_desktop.usecases.periods import reports as cases


@click.group(help="报告")
def report() -> None:
    """Commands that write reports."""


@report.command("problems", help="写出问题清单和检查情况汇总（xlsx）")
@click.option("--from", "start", type=DAY, required=True, help="起始日期")
@click.option("--to", "end", type=DAY, required=True, help="截止日期")
@click.option("-o", "--output", type=FILE, required=True, help="写到哪个文件")
@json_option
@click.pass_obj
def problems(frame: Frame, start: date, end: date, output: Path, as_json: bool) -> None:
    """Write the problem list."""
    with frame.desk(writing=False) as desk:
        written = cases.write_problem_list(desk, span_of(start, end), output)
    show({"file": str(written)}, as_json, f"已写出{written}")


@report.command("overview", help="总体情况一段，可粘贴到公文")
@click.option("--from", "start", type=DAY, required=True, help="起始日期")
@click.option("--to", "end", type=DAY, required=True, help="截止日期")
@json_option
@click.pass_obj
def overview(frame: Frame, start: date, end: date, as_json: bool) -> None:
    """Print the overview paragraph."""
    with frame.desk(writing=False) as desk:
        told = cases.overview(desk, span_of(start, end))
    text = overview_text(told)
    value = {**asdict(told), "cutoff": str(told.cutoff), "text": text}
    show(value, as_json, text)
