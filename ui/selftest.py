"""`--selftest`: the main job in a temporary folder shows that this copy of the program is whole."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click
from PySide6.QtCore import QLibraryInfo, QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from govmedia_desktop import settings as stored
from govmedia_desktop.cli.main import govmedia
from govmedia_desktop.domain.accounts import Platform
from govmedia_desktop.domain.near_duplicates import NamedAccount, near_duplicates
from govmedia_desktop.domain.offices import Level
from govmedia_desktop.domain.pictures import JPEG, PNG
from govmedia_desktop.domain.working_days import KEPT
from govmedia_desktop.forms.from_workbook import compile_workbook
from govmedia_desktop.paths import ICONS, RESOURCES, SAMPLE, TEMPLATES
from govmedia_desktop.settings import Settings
from govmedia_desktop.usecases.desk import Desk, NewOffice, open_desk
from govmedia_desktop.usecases.exchange.incoming import take_in
from govmedia_desktop.usecases.exchange.orders import Order
from govmedia_desktop.usecases.exchange.outgoing import export
from govmedia_desktop.usecases.forms.known import SHIPPED
from govmedia_desktop.usecases.inspections.check_sheets import print_sheets, sheet_for
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.periods.history import import_history
from govmedia_desktop.usecases.periods.trends import Question, trend
from govmedia_desktop.usecases.register.accounts import list_accounts
from govmedia_desktop.usecases.register.imported import read_register, take_in_register
from govmedia_desktop.usecases.upkeep.folders import set_up
from govmedia_desktop.usecases.upkeep.maintenance import rebuild, verify
from ui import bundle, main
from ui.charts.render import render_chart
from ui.errors import Troubles
from ui.forms.evidence.decoding import check_decodes, encoded
from ui.parts.paper import print_papers
from ui.window import Window

STAFF = "自检"
_DAY = date(2024, 5, 6)
_ANSWERS = {
    "last_update": "2024-04-28",
    "interaction": "yes",
    "serious_error": "none",
    "leak": "none",
    "harmful_content": "none",
    "adverse_opinion": "none",
    "fake_engagement": "none",
}


_ALIKE = ("自檢縣發佈", "自检县发布")
_WEBP = bytes.fromhex(
    "52494646220000005745425056503820160000003001009d012a010001000ec0fe25a400037000000000"
)
"""One dot: Qt reads WebP by a plugin, which a bundle may lack."""


class SelfTestError(Exception):
    """Something of this copy does not work."""


def self_test() -> int:
    """Carry out every check, tell each in one line, and return 0, or 1 at the first that fails."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        for title, check in CHECKS.items():
            try:
                check(Path(name))
            except Exception as error:  # noqa: BLE001  (whatever fails is what it is there to tell)
                click.echo(f"失败  {title}：{type(error).__name__} {error}")
                return 1
            click.echo(f"通过  {title}")
    return 0


def _files(_folder: Path) -> None:
    place = bundle.folder()
    if place is not None:
        found = bundle.faults(place) + bundle.foreign_import_paths(place)
        plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
        _require(place.resolve() in plugins.resolve().parents, f"插件在程序之外：{plugins}")
        _require(not found, "；".join(found))


def _resources(_folder: Path) -> None:
    wanted = [RESOURCES / "style.qss", ICONS / "app.svg", SAMPLE / "register_published.xlsx"]
    for path in (*wanted, *(TEMPLATES / name for name in SHIPPED)):
        _require(path.is_file() and path.stat().st_size > 0, f"缺少{path.name}")


def _guarded_xml(_folder: Path) -> None:
    import openpyxl  # noqa: PLC0415  (its absence is to be told as a failed check)

    _require(openpyxl.DEFUSEDXML is True, "openpyxl没有用defusedxml")


def _forms(_folder: Path) -> None:
    for name in SHIPPED:
        form = compile_workbook((TEMPLATES / name).read_bytes(), name)
        _require(bool(form.title), f"{name}没有标题")


def _commands(_folder: Path) -> None:
    context = click.Context(govmedia)
    for name in govmedia.list_commands(context):
        _require(govmedia.get_command(context, name) is not None, f"缺少命令{name}")


def _data_folder(folder: Path) -> None:
    for name, level in (("自检县", Level.COUNTY), ("自检镇", Level.TOWNSHIP)):
        set_up(folder / name, NewOffice(f"{name}人民政府", level), STAFF)


def _register(folder: Path) -> None:
    with open_desk(folder / "自检镇", STAFF) as desk:
        counts = take_in_register(desk, read_register(desk, SAMPLE / "register_published.xlsx"))
        _require(counts["added"] == 29, f"导入{counts['added']}个账号，应为29个")


def _names(_folder: Path) -> None:
    pair = [NamedAccount(str(n), "wechat", name, None) for n, name in enumerate(_ALIKE)]
    _require(len(near_duplicates(pair)) == 1, "认不出只差繁简的名称")
    due = KEPT.deadline(date(2026, 9, 29), 5).day
    _require(due == date(2026, 10, 12), f"工作日算成{due}")


def _inspection(folder: Path) -> None:
    with open_desk(folder / "自检镇", STAFF) as desk:
        inspection = begin(desk, Occasion(_some_wechat(desk), "national-2019", reference_date=_DAY))
        answer_all(inspection, _ANSWERS)
        conclusion = inspection.run.verdict().conclusion.value
        _require(conclusion == "合格", f"结论{conclusion}，应为合格")
        inspection.finish()


def _some_wechat(desk: Desk) -> str:
    return next(a.account.id for a in list_accounts(desk) if a.account.platform is Platform.WECHAT)


def _exchange(folder: Path) -> None:
    with open_desk(folder / "自检镇", STAFF) as desk:
        file = export(desk, folder / "自检.gmpack", Order(full=True)).path
    with open_desk(folder / "自检县", STAFF) as desk:
        (taken,) = take_in(desk, [file])
        _require(taken.new >= 29, f"接收{taken.new}条记录")


def _window(folder: Path) -> None:
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "remembered")
    )
    place = folder / "settings.json"
    stored.save(place, Settings(data_folder=str(folder / "自检县"), staff=STAFF))
    application = QApplication.instance() or main.application([], stored.load(place))
    start = main.Start(place, folder, Troubles())
    start.begin()
    try:
        _require(isinstance(start.shown, Window), "数据文件夹没有打开")
        if isinstance(start.shown, Window):
            for entry in start.shown.places:
                start.shown.open(entry.title)
                application.processEvents()
                while start.shown.session.tasks.reading:
                    application.processEvents()
            start.shown.close()
    finally:
        start.close()


def _chart(folder: Path) -> None:
    with open_desk(folder / "自检县", STAFF) as desk:
        import_history(desk, SAMPLE / "published_notices.csv")
        points = trend(desk, Question(place="甘肃省"))
    for name, begins in (("图.png", b"\x89PNG"), ("图.svg", b"<?xml")):
        render_chart(points, folder / name)
        _require((folder / name).read_bytes().startswith(begins), f"{name}不是图")


def _paper(folder: Path) -> None:
    with open_desk(folder / "自检镇", STAFF) as desk:
        printing = sheet_for(desk, "national-2019", _some_wechat(desk), None, _DAY)
        print_sheets(desk, printing, folder / "检查表.pdf", print_papers)
    _require((folder / "检查表.pdf").read_bytes().startswith(b"%PDF"), "检查表.pdf不是PDF")


def _pictures(_folder: Path) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    for content in (encoded(image, PNG), encoded(image, JPEG), _WEBP):
        check_decodes(content)


def _sound(folder: Path) -> None:
    for name in ("自检县", "自检镇"):
        with open_desk(folder / name, STAFF) as desk:
            found = [fault.text for fault in verify(desk, recompute=True)]
            _require(not found, "；".join(found))
            differing = rebuild(desk).differing
            _require(not differing, f"重新生成后不一致：{'、'.join(differing)}")


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SelfTestError(otherwise)


CHECKS: dict[str, Callable[[Path], None]] = {
    "程序文件齐全": _files,
    "资源文件": _resources,
    "防护XML攻击": _guarded_xml,
    "检查表编译": _forms,
    "命令齐全": _commands,
    "新建数据文件夹": _data_folder,
    "导入台账": _register,
    "比对名称、算工作日": _names,
    "检查一个账号": _inspection,
    "上报与接收": _exchange,
    "打开窗口各页": _window,
    "画图": _chart,
    "打印检查表": _paper,
    "看图": _pictures,
    "校验与重新生成": _sound,
}
"""Title to check, in order: later ones use the data folders that earlier ones made."""
