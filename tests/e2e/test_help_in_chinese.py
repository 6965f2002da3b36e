"""Whatever a command says of itself, or of a line written wrongly, is Chinese."""

import re

import click
import pytest

from govmedia_desktop.cli import helped
from govmedia_desktop.cli.main import govmedia, run

OURS = {"KoboCollect", "Kobo", "Central", "Collect", "OpenRosa", "JSON", "PDF", "ODK", "XML"}
OURS |= {"MB", "Excel", "QQ", "WPS"}
"""What has no Chinese name; words of small letters only are names of commands and values."""
WORD = re.compile(r"[A-Z][A-Za-z]+")


def commands(group=govmedia, path=()):
    yield path, group
    if isinstance(group, click.Group):
        for name in group.list_commands(click.Context(group)):
            yield from commands(group.get_command(click.Context(group), name), (*path, name))


EVERY = dict(commands())
NAMES = [" ".join(path) for path in EVERY]


def told(capsys, *line):
    code = run(line)
    out, err = capsys.readouterr()
    return code, out + err


def english(text):
    """Return what of a text is neither Chinese nor a name."""
    return set(WORD.findall(text)) - OURS


@pytest.mark.parametrize("path", EVERY, ids=NAMES)
def test_every_command_explains_itself_in_chinese(capsys, path):
    code, text = told(capsys, *path, "--help")
    assert code == 0
    assert text.startswith(f"用法：{' '.join(('govmedia', *path))} [选项]")
    assert "选项：\n" in text
    assert re.search(r"--help +显示这份说明\n", text)
    assert english(text) == set()
    assert not re.search(r"\[(required|default)|x>=", text)


@pytest.mark.parametrize("path", EVERY, ids=NAMES)
def test_every_line_written_wrongly_is_told_in_chinese(capsys, path):
    lines = [("--没有这个",), ("--nothere",), ("没有", "没有", "没有", "没有"), (), ("--help=1",)]
    for option in (p for p in EVERY[path].params if isinstance(p, click.Option)):
        lines += [(option.opts[0],), (f"{option.opts[0]}=",), (option.opts[0], "-5")]
    for line in lines:
        code, text = told(capsys, *path, *line)
        if code != 2 or text.startswith("用法："):
            continue
        assert text.startswith("命令写法不对："), line
        assert text.endswith("（加 --help 看用法）\n"), line
        assert english(text) == set(), line
        sentence = re.sub(r"“.*?”|只能写.*", "", text.removesuffix("（加 --help 看用法）\n"))
        assert not re.search("[a-z]{3,}", sentence), (line, text)


def test_what_a_command_lacks_has_the_name_it_has_in_its_help(capsys):
    code, text = told(capsys, "accounts", "show")
    assert code == 2
    assert text == "命令写法不对：缺少“账号”（加 --help 看用法）\n"
    assert "accounts show [选项] 账号\n" in told(capsys, "accounts", "show", "--help")[1]


def test_explanations_stand_under_each_other_by_the_width_that_chinese_takes(capsys):
    _, text = told(capsys, "report", "problems", "--help")
    rows = [line for line in text.splitlines() if re.match(r" +-", line)]
    starts = {
        sum(2 if ord(sign) > 255 else 1 for sign in found[0])
        for row in rows
        if (found := re.match(r" +-.*?(?<! )  +(?=\S)", row))
    }
    assert len(rows) > 3
    assert len(starts) == 1


def test_a_bound_and_a_default_are_told_too(capsys):
    _, text = told(capsys, "package", "export", "--help")
    assert "--part-size 整数 " in text
    assert "[不写即为 20; 0以上]" in text
    assert "[必填]" in text


def test_words_of_ones_own_stay_as_they_are():
    assert helped.named("[OPTIONS] ACCOUNT GRASS") == "[选项] 账号 GRASS"
