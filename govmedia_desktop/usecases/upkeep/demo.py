"""The main job on sample data: a county, two townships, what passes between them.

Real names carry only what was published about them; everything made up stands on 示例….
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govmedia_desktop.domain.inspections import Nature
from govmedia_desktop.domain.offices import Category, Level
from govmedia_desktop.domain.periods import Period
from govmedia_desktop.domain.trends import Point
from govmedia_desktop.errors import DataFolderError
from govmedia_desktop.paths import SAMPLE
from govmedia_desktop.usecases.desk import Desk, NewOffice, open_desk
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.offices.parameters import NewParameter, set_parameter
from govmedia_desktop.usecases.periods.history import import_history
from govmedia_desktop.usecases.periods.reports import overview_paragraph, write_problem_list
from govmedia_desktop.usecases.periods.trends import Question, trend
from govmedia_desktop.usecases.register.accounts import (
    add_account,
    confirm_last_updates,
    list_accounts,
)
from govmedia_desktop.usecases.register.imported import read_register, take_in_register
from govmedia_desktop.usecases.upkeep.folders import set_up
from govmedia_desktop.usecases.upkeep.maintenance import rebuild, verify

COUNTY = "示例县人民政府办公室"
STAFF = "示例填报人"
NOTICE_PLACE = "甘肃省"
_NOTE = "练习数据.txt"
_SPAN = Period(date(2024, 4, 1), date(2024, 6, 30))
_DAY = date(2024, 5, 6)
_NONE = dict.fromkeys(
    ("serious_error", "leak", "harmful_content", "adverse_opinion", "fake_engagement"), "none"
)

Tell = Callable[[str], None]
Draw = Callable[[list[Point], Path], None]


@dataclass(frozen=True)
class Made:
    """What the demonstration wrote."""

    county: Path
    chart: Path | None
    report: Path
    package: Path
    paragraph: str


def demonstrate(folder: Path, tell: Tell, draw: Draw | None) -> Made:
    """Carry out the main job in a new folder and return what it wrote.

    `tell` is told of every step. Raises `RefusedError` where a step is refused.
    """
    place = folder / "示例数据"
    _begin_anew(place)
    packages = [_township(place, name, tell) for name in ("示例镇", "示范镇")]
    with _office(place / "示例县", COUNTY, Level.COUNTY, None) as desk:
        _register(desk, tell)
        _check(desk, tell)
        tell("接收两个乡镇的上报文件")
        take_in(desk, packages)
        tell("补录历史通报")
        import_history(desk, SAMPLE / "published_notices.csv")
        made = _write(desk, folder, tell, draw)
        tell("校验数据，重新生成各表")
        if faults := verify(desk, recompute=True):
            raise DataFolderError(f"示例数据校验发现问题：{faults[0].text}。")
        if differing := rebuild(desk).differing:
            raise DataFolderError(f"示例数据重新生成后不一致：{'、'.join(differing)}。")
    return made


def _begin_anew(place: Path) -> None:
    """Remove what an earlier demonstration left, and nothing else."""
    if place.exists() and not (place / _NOTE).exists():
        raise DataFolderError(f"“{place}”不是以前的示例，没有改动；请换一个文件夹。")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    (place / _NOTE).write_text("这里的数据都是示例，可以整个删除。\n", encoding="utf-8")


@contextmanager
def _office(folder: Path, name: str, level: Level, parent: str | None) -> Iterator[Desk]:
    """A new practice data folder, open for the block."""
    category = Category.TOWNSHIP if level is Level.TOWNSHIP else Category.GOVERNMENT
    set_up(folder, NewOffice(name, level, category, None, parent), STAFF, practice=True)
    with open_desk(folder, STAFF) as desk:
        yield desk


def _township(place: Path, name: str, tell: Tell) -> Path:
    tell(f"{name}：录入账号、自查、写出上报文件")
    with _office(place / name, f"示例县{name}人民政府", Level.TOWNSHIP, COUNTY) as desk:
        record = add_account(
            desk,
            {
                "name": f"{name}发布",
                "platform": "wechat",
                "owner": f"示例县{name}人民政府",
                "last_update": "2024-04-28",
            },
        )
        confirm_last_updates(desk, {record: date(2024, 4, 28)}, _DAY)
        _inspect(desk, record, {"interaction": "yes"}, Nature.SELF)
        return export(desk, place / f"{name}_2024年第二季度_上报.gmpack").path


def _register(desk: Desk, tell: Tell) -> None:
    for name in ("register_published.xlsx", "register_gbk.csv"):
        read = read_register(desk, SAMPLE / name, _DAY)
        counts = take_in_register(desk, read)
        tell(
            f"导入台账 {name}：{counts['rows']}行，新增{counts['added']}，"
            f"改正{len(read.fixes)}处，存疑{len(read.problems)}处"
        )


def _check(desk: Desk, tell: Tell) -> None:
    set_parameter(desk, NewParameter("max_idle_days", "10", "示例县管理办法（示例）"))
    answers = {
        "示例县发布": {"interaction": "yes"},
        "示例普法": {"interaction": "yes"},
        "示例警方": {"interaction": "yes", "last_update": "2024-04-24"},
        "示例镇之声": {"interaction": "no", "last_update": "2024-03-18"},
    }
    for listed in list_accounts(desk):
        given = answers.get(listed.account.name)
        if given is not None and listed.account.last_update:
            result = _inspect(desk, listed.account.id, given, Nature.QUARTERLY)
            tell(f"检查 {listed.account.name}：{result}")


def _inspect(desk: Desk, record: str, given: Mapping[str, str], nature: Nature) -> str:
    inspection = begin(desk, Occasion(record, "national-2019", nature, _DAY))
    answer_all(inspection, {**_NONE, **given})
    conclusion = inspection.run.verdict().conclusion.value
    inspection.finish()
    return conclusion


def _write(desk: Desk, folder: Path, tell: Tell, draw: Draw | None) -> Made:
    chart = folder / "合格率.png" if draw else None
    if draw and chart:
        tell("画合格率图")
        draw(trend(desk, Question(place=NOTICE_PLACE)), chart)
    tell("写出问题清单和上报文件")
    report = write_problem_list(desk, _SPAN, folder / "问题清单.xlsx")
    package = export(desk, folder / "示例县_2024年第二季度_上报.gmpack", Order(full=True)).path
    return Made(desk.store.folder, chart, report, package, overview_paragraph(desk, _SPAN))
