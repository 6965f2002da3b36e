"""What `--help` says, in Chinese: click lays it out in English."""

import re
import unicodedata
from collections.abc import Generator, Iterable
from contextlib import contextmanager

import click

_HEADINGS = {"Options": "选项", "Commands": "命令"}
_WORDS = {
    "ACCOUNT": "账号",
    "ACCOUNTS": "账号",
    "ARGS": "内容",
    "CLUE": "线索编号",
    "COMMAND": "命令",
    "DIRECTORY": "文件夹",
    "EVENT": "事件",
    "FIELDS": "栏目=值",
    "FILE": "文件",
    "FILES": "文件",
    "FOLDER": "文件夹",
    "FORM": "检查表",
    "ID": "编号",
    "IMPORT": "接收编号",
    "INSTANCE": "手机检查编号",
    "INTEGER": "整数",
    "ITEM": "问题名",
    "KEY": "编号",
    "KNOWN": "已有单位",
    "LINES": "日期和标题",
    "MAIN": "主账号",
    "MESSAGE": "编号",
    "NAME": "名称",
    "NAMES": "名称",
    "NEWER": "新表",
    "NOTICE": "放假通知文件",
    "OFFICE": "单位",
    "OLDER": "旧表",
    "ONE": "账号",
    "OPTIONS": "选项",
    "OTHER": "另一个账号",
    "PATH": "文件",
    "STEP": "事项编号",
    "TEXT": "文字",
    "VALUE": "值",
    "YEAR": "年份",
}
_TOLD = (
    ("Show this message and exit.", "显示这份说明"),
    ("Show the version and exit.", "显示版本号"),
    ("required]", "必填]"),
    ("[default: ", "[不写即为 "),
)
_BESIDE = 34
"""What is explained stands beside its explanation up to so many letters' width."""


def named(text: str) -> str:
    """Return a command's line with the names of what is to be put there in Chinese."""
    plain = text.replace("INTEGER RANGE", "INTEGER")
    return re.sub(r"[A-Z]+", lambda found: _WORDS.get(found[0], found[0]), plain)


class ChineseHelp(click.HelpFormatter):
    """Lays out as click does, by the width that Chinese takes."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is written."""
        super().write_usage(prog, named(args), prefix or "用法：")

    @contextmanager
    def section(self, name: str) -> Generator[None]:
        """Write the block of a section under its heading."""
        with super().section(_HEADINGS.get(name, name)):
            yield

    def write_heading(self, heading: str) -> None:
        """Write a section's heading."""
        self.write(f"{heading}：\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _BESIDE, col_spacing: int = 2
    ) -> None:
        """Write what there is and what it is for, line by line."""
        told = [(named(first), _in_chinese(second)) for first, second in rows]
        within = [width for first, _ in told if (width := _width(first)) <= col_max]
        room = max(within, default=0) + col_spacing
        indent = " " * self.current_indent
        for first, second in told:
            gap = " " * (room - _width(first)) if _width(first) <= col_max else ""
            gap = gap or f"\n{indent}{' ' * room}"
            self.write(f"{indent}{first}{gap}{second}".rstrip() + "\n")


def _in_chinese(text: str) -> str:
    for english, chinese in _TOLD:
        text = text.replace(english, chinese)
    return re.sub(r"x>=(\d+)", r"\1以上", text)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
