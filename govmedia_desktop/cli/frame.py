"""What every command shares: the data folder, the person, `--json`, refusals."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from govmedia_desktop.domain.periods import Period, parse_period, parse_quarter
from govmedia_desktop.domain.registers import Source
from govmedia_desktop.errors import CannotReadError, RefusedError
from govmedia_desktop.settings import load, usual_place
from govmedia_desktop.spreadsheets.sheets import letters as letters_of
from govmedia_desktop.usecases.desk import Desk, open_desk

Renderers = Mapping[str, Callable[..., None]]
"""What draws pictures, handed in by the front: the core itself knows nothing of Qt."""


@dataclass
class Frame:
    """What the options before the command say."""

    data: Path | None
    staff: str
    renderers: Renderers = field(default_factory=dict)

    def folder(self) -> Path:
        """Return the data folder. Raises `RefusedError` where none is named."""
        known = self.data or Path(load(usual_place()).data_folder or "")
        if known == Path():
            raise RefusedError("没有指定数据文件夹；请用 --data 或 GOVMEDIA_DATA 指定。")
        return known

    @contextmanager
    def desk(self, *, writing: bool) -> Iterator[Desk]:
        """Open the data folder for the command; a writing one says first if it was left open."""
        with open_desk(self.folder(), self.staff, writing=writing) as desk:
            if desk.store.recovered:
                click.echo("上次没有正常退出，已保存的内容都在。", err=True)
            yield desk


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--json`, passed on as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="只输出一个JSON值")(command)


def show(value: Any, as_json: bool, text: str) -> None:
    """Print the value as JSON, or the text for people."""
    click.echo(as_json_text(value, indent=1) if as_json else text)


def as_json_text(value: Any, indent: int | None = None) -> str:
    """Return the value as JSON; escaped where the output could not print every character."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(value, ensure_ascii=not plain, indent=indent)


def progress(done: int, total: int) -> None:
    """Report progress where it disturbs no output."""
    click.echo(f"\r{done}/{total}", err=True, nl=done >= total)


class Day(click.ParamType[date]):
    """An ISO date."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date; fails with a Chinese sentence."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"“{value}”不是日期，请写成 2026-11-21 的样子")


class Quarter(click.ParamType[Period]):
    """A calendar quarter."""

    name = "季度"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        """Return the quarter; fails with a Chinese sentence."""
        if isinstance(value, Period):
            return value
        return parse_quarter(value) or self.fail(f"“{value}”不是季度，请写成 2026Q4 的样子")


class PeriodCode(click.ParamType[Period]):
    """A quarter, or a first and a last day."""

    name = "周期"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        """Return the period; fails with a Chinese sentence."""
        found = value if isinstance(value, Period) else parse_period(value)
        if found is None:
            self.fail(f"“{value}”不是周期，请写成 2026Q4 或 2026-04-01/2026-06-15 的样子")
        return found


def span_of(start: date, end: date) -> Period:
    """Return the days from one to another. Raises `RefusedError` where the last is the earlier."""
    if start > end:
        raise RefusedError(f"起始日期{start}晚于截止日期{end}；没有统计，也没有写出任何文件。")
    return Period(start, end)


DAY = Day()
QUARTER = Quarter()
PERIOD = PeriodCode()
FILE = click.Path(path_type=Path, readable=False)  # who opens it says why it cannot


def pairs(given: tuple[str, ...]) -> dict[str, str]:
    """Return FIELD=VALUE arguments as a mapping. Raises `RefusedError` for another form, and for
    a field told twice."""
    parted = [text.partition("=") for text in given]
    if wrong := [name for name, sign, _ in parted if not sign]:
        raise RefusedError(f"“{wrong[0]}”要写成 栏目=值 的样子；没有保存。")
    told = Counter(name.strip() for name, _, _ in parted)
    if twice := [name for name, count in told.items() if count > 1]:
        raise RefusedError(f"“{twice[0]}”写了{told[twice[0]]}次，不知道以哪个为准；没有保存。")
    return {name.strip(): value for name, _, value in parted}


def columns_told(
    source: Source, given: tuple[str, ...], fields: Mapping[str, str]
) -> dict[int, str]:
    """Return the field by column, LETTER=FIELD put right over how a list was read.

    `fields`: words by field. Raises `RefusedError` for a column or field that is not there.
    """
    places = {letters_of(column): column for column in source.titles}
    by_word = {word: field for field, word in fields.items()}
    told = dict(source.columns)
    for letter, word in pairs(given).items():
        field = word if word in fields else by_word.get(word, "")
        column = places.get(letter.upper())
        if column is None or (word and not field):
            raise RefusedError(
                f"“{letter}={word}”不认识：列写成表里的字母，内容可以是"
                f"{'、'.join(fields.values())}，空着即不读；没有读入。"
            )
        told = {c: f for c, f in told.items() if c != column and f != field}
        told |= {column: field} if field else {}
    return told


def file_pairs(given: tuple[str, ...]) -> list[tuple[str, Path]]:
    """Return ITEM=FILE arguments in their order. Raises `RefusedError` for another form."""
    parted = [text.partition("=") for text in given]
    if wrong := [
        text for text, (item, _, file) in zip(given, parted, strict=True) if not (item and file)
    ]:
        raise RefusedError(f"“{wrong[0]}”要写成 问题名=文件 的样子；没有检查。")
    return [(item.strip(), Path(file)) for item, _, file in parted]


def first_line(path: Path) -> str:
    """Return the first line of a text file: a passphrase that must not stand in the command.

    Raises CannotReadError where there is none.
    """
    try:
        line = path.read_text("utf-8-sig").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotReadError(f"口令文件“{path.name}”读不出来；没有作任何改动。") from error
    if not line:
        raise CannotReadError(f"口令文件“{path.name}”的第一行是空的；没有作任何改动。")
    return line
