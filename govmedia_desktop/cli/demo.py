"""`govmedia demo`."""

from pathlib import Path

import click

from govmedia_desktop.cli.frame import Frame, json_option, show
from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.usecases.upkeep.demo import demonstrate


@click.command(help="用示例数据走一遍主要工作（练习数据）")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@json_option
@click.pass_obj
def demo(frame: Frame, folder: Path, as_json: bool) -> None:
    """Carry out the main job on sample data."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(f"建不了文件夹“{folder.name}”；请换一个能写入的位置。") from error

    def tell(step: str) -> None:
        click.echo(f"· {step}", err=True)

    made = demonstrate(folder, tell, frame.renderers.get("chart"))
    lines = [
        made.paragraph,
        f"图：{made.chart}" if made.chart else "图：这个命令行不能画图",
        f"报告：{made.report}",
        f"上报文件：{made.package}",
        f"数据文件夹：{made.county}",
    ]
    value = {name: value and str(value) for name, value in vars(made).items()}
    show(value, as_json, "\n".join(lines))
