"""The command `govmedia`: finds the command, turns refusals into one sentence and exit code 1."""

import importlib
import io
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import click

from govmedia_desktop import __version__
from govmedia_desktop.cli import wrongly
from govmedia_desktop.cli.frame import FILE, Frame, Renderers, as_json_text
from govmedia_desktop.cli.helped import ChineseHelp
from govmedia_desktop.errors import RefusedError

_COMMANDS = {
    "init": ("folders", "新建数据文件夹"),
    "accounts": ("accounts", "台账：导入、列出、新增、修改"),
    "offices": ("offices", "单位：名册、合并更名撤销划转"),
    "clues": ("clues", "监测线索：导入、列出、核实"),
    "events": ("events", "热点事件：登记、回应、沉默多久"),
    "posts": ("posts", "发布记录：导入、列出、统计"),
    "messages": ("messages", "互动测试、诉求"),
    "forms": ("forms", "检查表"),
    "inspect": ("inspections", "检查一个账号"),
    "sheets": ("sheets", "检查表格（Excel）：发出、收回"),
    "inspections": ("collecting", "手机检查：导入、待决定的"),
    "parameters": ("parameters", "地方参数"),
    "holidays": ("holidays", "放假安排：工作日期限按它计算"),
    "reassess": ("reassessment", "按新标准重算以前的检查，不改记录"),
    "history": ("history", "历史通报补录"),
    "agreement": ("agreement", "两个人各看一遍：哪些答得不一样"),
    "trends": ("trends", "合格率等随时间的变化"),
    "report": ("reports", "问题清单、总体情况"),
    "package": ("packages", "上报文件：导出、预览、接收、撤回"),
    "plans": ("plans", "检查计划：本期查哪些账号、何时报送"),
    "board": ("board", "报送情况：谁报了、接收、退回修改、催报"),
    "conflicts": ("conflicts", "两处填写不一致，请核定"),
    "twins": ("twins", "待核对的重复账号"),
    "rebuild": ("maintenance", "由修改记录重新生成各表"),
    "verify": ("maintenance", "校验数据"),
    "backups": ("backups", "备份：列出、还原"),
    "evidence": ("evidence", "证据图片：清理没有用到的"),
    "demo": ("demo", "用示例数据走一遍主要工作"),
}


click.Context.formatter_class = ChineseHelp


class _Commands(click.Group):
    """Imports a command's module when it is called, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"govmedia_desktop.cli.{_COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(cls=_Commands, help="政务新媒体监管工作台（命令行）")
@click.version_option(__version__, message="%(version)s")
@click.option("--data", envvar="GOVMEDIA_DATA", type=FILE, metavar="DIRECTORY", help="数据文件夹")
@click.option("--staff", envvar="GOVMEDIA_STAFF", default="", help="填报人姓名")
@click.pass_context
def govmedia(ctx: click.Context, data: Path | None, staff: str) -> None:
    """Keep what stands before the command."""
    ctx.obj = Frame(data, staff, ctx.obj or {})


def run(arguments: Sequence[str] | None = None, renderers: Renderers | None = None) -> int:
    """Carry out a command line and return the exit code: 0, 1 refused, 2 written wrongly."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # what a library thinks of somebody's workbook is nothing that its reader could do about
    warnings.filterwarnings("ignore", module="openpyxl")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a GBK console lacks some names' characters
            stream.reconfigure(errors="backslashreplace")
    try:
        code = govmedia.main(given, prog_name="govmedia", standalone_mode=False, obj=renderers)
    except RefusedError as refusal:
        return _refused(str(refusal), given)
    except click.exceptions.Abort:
        return _refused("已中止，没有作任何改动。", given)
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        return 2
    except click.ClickException as error:
        click.echo(f"命令写法不对：{wrongly.told(error)}（加 --help 看用法）", err=True)
        return 2
    return code if isinstance(code, int) else 0


def _refused(sentence: str, given: Sequence[str]) -> int:
    if "--json" in given:
        click.echo(as_json_text({"refused": sentence}))
    click.echo(sentence, err=True)
    return 1
