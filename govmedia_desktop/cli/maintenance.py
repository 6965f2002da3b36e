"""`govmedia rebuild` and `govmedia verify`."""

import click

from govmedia_desktop.cli.frame import Frame, json_option, show
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.upkeep import maintenance


@click.command(help="由修改记录重新生成各表，结果应与原来一致")
@json_option
@click.pass_obj
def rebuild(frame: Frame, as_json: bool) -> None:
    """Make every projection again."""
    with frame.desk(writing=True) as desk:
        differing = list(maintenance.rebuild(desk).differing)
    text = (
        f"已重新生成，与原来不同的表：{'、'.join(differing)}"
        if differing
        else "已重新生成，完全一致。"
    )
    show({"equal": not differing, "differing": differing}, as_json, text)


@click.command(help="校验数据：完整性、外键、记录链、证据")
@click.option("--recompute", is_flag=True, help="并重新计算已完成检查的结论")
@json_option
@click.pass_obj
def verify(frame: Frame, recompute: bool, as_json: bool) -> None:
    """Check everything; exit 1 where something does not hold."""
    with frame.desk(writing=False) as desk:
        faults = maintenance.verify(desk, recompute=recompute)
    if faults and not as_json:
        raise RefusedError("校验发现问题：" + "；".join(f.text for f in faults) + "。")
    show({"ok": not faults, "faults": [vars(f) for f in faults]}, as_json, "校验通过。")
    if faults:
        raise click.exceptions.Exit(1)
