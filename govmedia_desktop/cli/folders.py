"""`govmedia init`."""

import click

from govmedia_desktop.cli.frame import Frame, json_option, show
from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.errors import RefusedError
from govmedia_desktop.usecases.desk import NewOffice, open_desk
from govmedia_desktop.usecases.offices.known import own_office
from govmedia_desktop.usecases.upkeep.folders import set_up


@click.command(help="新建数据文件夹（空文件夹也可以）")
@click.option("--office", required=True, help="本单位名称")
@click.option("--level", required=True, type=click.Choice([x.value for x in Level]), help="层级")
@click.option("--category", type=click.Choice([x.value for x in Category]), help="类别")
@click.option("--code", help="统一社会信用代码或编码")
@click.option("--parent", help="主管单位名称")
@click.option("--staff", help="填报人姓名")
@json_option
@click.pass_obj
def init(
    frame: Frame,
    office: str,
    level: str,
    category: str | None,
    code: str | None,
    parent: str | None,
    staff: str | None,
    as_json: bool,
) -> None:
    """Make a data folder with its office and the shipped forms."""
    person = staff or frame.staff
    if not person:
        raise RefusedError("请用 --staff 写明填报人姓名；还没有建立任何数据。")
    kind = Category(category) if category else None
    folder = frame.folder()
    set_up(folder, NewOffice(office, Level(level), kind, code, parent), person)
    with open_desk(folder, person, writing=False) as desk:
        own = own_office(desk)
    value = {"office": own.id, "name": own.name, "data": str(folder)}
    show(value, as_json, f"已为“{own.name}”建立数据文件夹：{folder}")
