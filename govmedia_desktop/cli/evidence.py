"""`govmedia evidence …`."""

import click

from govmedia_desktop.cli.frame import Frame, json_option, show
from govmedia_desktop.usecases.upkeep import evidence_sweep as cases


@click.group(help="证据图片")
def evidence() -> None:
    """Commands about evidence."""


@evidence.command(
    "sweep", help="清理30天以前、草稿、检查和备份都没有用到的证据图片；不加 --yes 只看不删"
)
@click.option("--yes", is_flag=True, help="真的删除，不能恢复")
@json_option
@click.pass_obj
def sweep(frame: Frame, yes: bool, as_json: bool) -> None:
    """Tell what could be swept, or sweep it."""
    with frame.desk(writing=yes) as desk:
        found = cases.sweep(desk) if yes else cases.sweepable(desk)
    size = f"{found.count}张证据图片，共{found.bytes / 1e6:.1f}MB"
    if not found.count:
        text = "没有可以清理的证据图片。"
    else:
        text = f"已清理{size}。" if yes else f"可以清理{size}；加 --yes 才删除，删除后不能恢复。"
    show({"count": found.count, "bytes": found.bytes, "swept": yes}, as_json, text)
