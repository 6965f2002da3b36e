"""What holds of every command: one JSON value, one Chinese sentence, nothing written by looking."""

import hashlib
import json
import re

import click
import pytest

from govmedia_desktop.cli.main import govmedia, run

ODD = ("没有的", "=", "示例发布", "-1")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def commands(group=govmedia, path=()):
    """Yield every command with its path, also those of a group that needs no further word."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield (*path, name), command


EVERY = {" ".join(path): command for path, command in commands()}
OF_A_FOLDER = [name for name in EVERY if name not in ("demo", "init", "forms check")]


def typed(parameter, odd, folder):
    """Return what a person may type for it: of the right kind, but of nothing that is there."""
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return next(iter(kind.choices))
    if isinstance(kind, click.Path):
        return str(folder / "没有" / f"{odd or '空'}.xlsx")
    known = {"日期": "2024-05-06", "周期": "2024Q2", "季度": "2024Q2", "integer": "7"}
    return known.get(kind.name, odd)


def odd_line(name, odd, folder):
    """Return a command line with every required option and argument given."""
    command, line = EVERY[name], name.split()
    for parameter in command.params:
        if parameter.required:
            option = [parameter.opts[0]] if isinstance(parameter, click.Option) else []
            line += [*option, typed(parameter, odd, folder)]
    return line


def hashes(folder):
    """Return what stands in a data folder, byte by byte; the lock is nobody's data."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "lock")
    return {p: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture
def county(office):
    made = office()
    made.tell("accounts", "add", "name=示例发布", "platform=wechat", "owner=示例局")
    return made


@pytest.mark.parametrize("odd", ODD)
def test_whatever_is_typed_a_command_answers_in_one_json_value(county, odd):
    for name in OF_A_FOLDER:
        code, out, err = county.run(*odd_line(name, odd, county.folder.parent), "--json")
        if code == 2:  # read as an option
            assert (odd, out) == ("-1", ""), name
            continue
        told = json.loads(out)
        assert code in (0, 1), name
        if code and name != "sheets import":  # tells of every file, also where it is the only one
            assert told == {"refused": err.strip()}, name
            assert "\n" not in err.strip(), name
            assert err.strip().endswith("。"), name


def test_without_a_data_folder_every_command_says_so_and_makes_none(tmp_path, capsys):
    place = tmp_path / "没有的文件夹"
    for name in OF_A_FOLDER:
        line = odd_line(name, "示例发布", tmp_path)
        assert run(["--data", str(place), "--staff", "张三", *line]) == 1, name
        told = capsys.readouterr()
        assert (told.out, len(told.err.strip().splitlines())) == ("", 1), name
        assert CHINESE.search(told.err), name
        assert not place.exists(), name


def test_every_command_and_option_is_explained_in_chinese():
    for name, command in EVERY.items():
        assert CHINESE.search(command.help or ""), name
        for option in command.params:
            if isinstance(option, click.Option):
                assert CHINESE.search(option.help or ""), f"{name} {option.name}"


def test_every_command_can_tell_json():
    assert [name for name, c in EVERY.items() if "as_json" not in {p.name for p in c.params}] == []


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (["frobnicate"], "没有“frobnicate”这个命令"),
        (["accounts", "lst"], "没有“lst”这个命令"),
        (["accounts", "list", "--jsn"], "没有“--jsn”这个选项"),
        (["accounts", "import"], "缺少“文件”"),
        (["init", "--level", "县"], "缺少“--office”"),
        (["forms", "export", "basic"], "缺少“-o”"),
        (["accounts", "list", "甲", "乙"], "多写了“甲 乙”"),
        (["--data"], "“--data”后面要写明内容"),
        (["accounts", "list", "--json=1"], "“--json”后面不写内容"),
        (
            ["trends", "--group", "颜色"],
            "“--group”不能写“颜色”，只能写platform、level、office、problem",
        ),
        (["holidays", "remove", "今年"], "“年份”要写整数，不能写“今年”"),
        (
            ["package", "export", "-o", "x", "--part-size", "-1"],
            "“--part-size”不能小于0，不能写“-1”",
        ),
        (
            ["trends", "--from", "2024-13-01"],
            "“--from”：“2024-13-01”不是日期，请写成 2026-11-21 的样子",
        ),
        (
            ["package", "export", "--period", "2024Q5"],
            "“--period”：“2024Q5”不是周期，请写成 2026Q4 或 2026-04-01/2026-06-15 的样子",
        ),
        (
            ["forms", "print", "basic", "--period", "2024Q5", "-o", "x"],
            "“--period”：“2024Q5”不是季度，请写成 2026Q4 的样子",
        ),
        (
            ["board", "--period", "2024-04-01/2024-06-15"],
            "“--period”：“2024-04-01/2024-06-15”不是季度，请写成 2026Q4 的样子",
        ),
    ],
)
def test_what_is_written_wrongly_is_told_in_chinese(capsys, line, sentence):
    assert run(line) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"命令写法不对：{sentence}（加 --help 看用法）\n")


@pytest.mark.parametrize("line", [[], ["accounts"], ["package"]])
def test_a_command_without_its_word_shows_what_there_is(capsys, line):
    assert run(line) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("用法：govmedia")
    assert "不对" not in told.err


@pytest.mark.parametrize(
    "command",
    [
        ("posts", "stats"),
        ("messages", "stats"),
        ("agreement",),
        ("reassess",),
        ("trends",),
        ("report", "overview"),
        ("report", "problems", "-o"),
    ],
)
def test_a_span_upside_down_is_refused_and_no_empty_answer(county, tmp_path, command):
    command = (*command, tmp_path / "清单.xlsx") if command[-1] == "-o" else command
    sentence = county.refused(*command, "--from", "2024-06-30", "--to", "2024-06-29")
    assert "起始日期2024-06-30晚于截止日期2024-06-29" in sentence
    code, _, _ = county.run(*command, "--from", "2024-06-30", "--to", "2024-06-30")
    assert code == 0


@pytest.mark.parametrize("command", [("posts", "stats"), ("messages", "stats")])
def test_figures_that_end_before_this_quarter_need_their_first_day(county, command):
    assert "晚于" in county.refused(*command, "--to", "2024-06-30")


def test_a_trend_with_one_end_only_is_refused(county):
    for option in ("--from", "--to"):
        assert "要一起填" in county.refused("trends", option, "2024-06-30")


def test_backups_of_a_folder_that_is_not_there_are_not_called_none(tmp_path, capsys):
    assert run(["--data", str(tmp_path / "写错的"), "backups", "list", "--json"]) == 1
    assert "没有“写错的”这个文件夹" in json.loads(capsys.readouterr().out)["refused"]


ACCOUNT = {
    *("id", "name", "platform", "owner", "status", "kind", "platform_id", "url", "followers"),
    *("verified", "verified_body", "address", "field", "service", "comments", "last_update"),
    *("last_update_verified", "opened", "filing_number", "filing_date", "operation", "operator"),
    *("main_account", "remark"),
}
SPAN = ("--from", "2024-04-01", "--to", "2024-06-30")
STEP = {
    *("id", "account", "kind", "day", "filed", "basis", "document", "link", "note"),
    *("field", "before", "after"),
}
READING = {
    ("accounts", "list"): [ACCOUNT],
    ("accounts", "show", "示例发布"): {*ACCOUNT, "entries"},
    ("accounts", "advise"): [{"account", "advice", "reasons", "into", "decision"}],
    ("accounts", "checks"): [
        {"key", "check", "text", "basis", "score", "accounts", "dismissed"},
    ],
    ("accounts", "countdown"): {"accounts", "reminders"},
    ("accounts", "filings"): {"steps", "reminders"},
    ("accounts", "history", "示例普法"): {
        *("account", "steps", "inspections", "changes", "timeline"),
    },
    ("accounts", "matrix"): [{"id", "name", "platform", "owner", "below"}],
    ("offices", "list"): [
        {
            *("id", "name", "level", "category", "parent", "code", "valid_from", "valid_to"),
            *("successor", "former_names", "depth", "accounts"),
        },
    ],
    ("offices", "unknown"): [],
    ("clues", "list"): [
        {
            *("id", "source", "named", "problem", "platform", "found_on", "description", "link"),
            *("account", "state", "reason", "decided_on"),
        },
    ],
    ("clues", "imports"): [{"id", "at", "staff", "name", "count", "undone"}],
    ("events", "list"): [{"id", "name", "day", "first_word", "note", "accounts"}],
    ("posts", "imports"): [{"id", "at", "staff", "name", "count", "undone"}],
    ("posts", "list", "示例发布"): [
        {"id", "account", "day", "title", "link", "origin", "source", "kind"},
    ],
    ("posts", "stats", *SPAN): [
        {
            *("count", "first", "last", "longest_gap", "days_over", "per_week", "originals"),
            *("useful", "origins_told", "kinds_told", "since", "limit_days", "until", "account"),
        },
    ],
    ("messages", "list"): [
        {
            *("id", "account", "nature", "asked", "content", "theme", "units", "due", "answered"),
            *("answer", "quality", "platform", "owner", "state", "days"),
        },
    ],
    ("messages", "stats", *SPAN): [{"group", "asked", "answered", "in_time", "faults", "days"}],
    ("forms", "list"): [{"id", "form_id", "version", "title", "workbook", "retired"}],
    ("forms", "show", "basic"): {
        *("id", "form_id", "version", "title", "workbook", "retired", "questions"),
    },
    ("inspections", "held"): [],
    ("inspections", "photos"): [],
    ("parameters", "list"): [
        {"id", "office", "name", "value", "basis", "severity", "valid_from", "valid_to"},
    ],
    ("holidays", "list"): {"kept", "entered"},
    ("plans", "list"): [
        {
            *("id", "office", "period", "form", "day", "due", "share", "accounts", "here"),
            "note",
        },
    ],
    ("plans", "accounts"): {"reference_date", "plan", "accounts"},
    ("reassess", *SPAN): {
        *("from", "to", "as_of", "inspections", "left_out", "not_asked", "differences"),
    },
    ("agreement", *SPAN): {"pairs", "items"},
    ("trends", *SPAN): [
        {
            *("period", "group", "checked", "unqualified", "pass_rate", "pass_rate_printed"),
            *("taken_over", "total", "left_out"),
        },
    ],
    ("report", "overview", *SPAN): {
        *("period", "cutoff", "total", "by_owner", "by_platform", "checked", "failed"),
        *("rate_last_quarter", "rate_last_year", "opened", "closed", "last_problems"),
        *("rechecked", "put_right", "unconfirmed", "suspended", "practice", "text"),
    },
    ("board", "--period", "2024Q2"): [
        {
            *("office", "state", "way", "sequence", "reported_at", "reason", "pending"),
            *("due", "late"),
        },
    ],
    ("board", "reminder", "--period", "2024Q2"): {"text"},
    ("conflicts", "list"): [],
    ("twins", "list"): [],
    ("backups", "list"): [],
    ("verify",): {"ok", "faults"},
    ("verify", "--recompute"): {"ok", "faults"},
    ("evidence", "sweep"): {"count", "bytes", "swept"},
}
"""The keys that each reading command tells: scripts of other offices rest on them."""


def keys_of(told):
    """Return the keys of an object, or in a list those of its first."""
    if isinstance(told, dict):
        return set(told)
    return [set(entry) for entry in told[:1]]


def test_what_only_reads_tells_its_keys_needs_no_person_and_changes_nothing(furnished, capsys):
    before = hashes(furnished.folder)
    for line, keys in READING.items():
        code = run(["--data", str(furnished.folder), *line, "--json"])
        told = capsys.readouterr()
        assert (code, told.err) == (0, ""), line
        assert keys_of(json.loads(told.out)) == keys, line
    assert hashes(furnished.folder) == before


def test_a_list_of_nothing_says_so_to_people(office):
    empty = office()
    for line in READING:
        if not {"示例发布", "示例普法", "reminder"} & set(line):
            code, out, err = empty.run(*line)
            assert (code, err) == (0, ""), line
            assert CHINESE.search(out), line


def test_without_a_person_no_command_changes_a_record(furnished, capsys):
    before = hashes(furnished.folder)
    for name in OF_A_FOLDER:
        if name != "rebuild":  # makes the tables anew, of which no record is changed
            line = odd_line(name, "示例发布", furnished.folder.parent)
            assert run(["--data", str(furnished.folder), *line, "--json"]) in (0, 1), name
            json.loads(capsys.readouterr().out)
    assert hashes(furnished.folder) == before
