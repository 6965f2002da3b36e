"""Stories are told through the command line, in the test's own process."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from govmedia_desktop.cli.main import run
from ui import main, theme
from ui import tasks as tasks_module
from ui.errors import Troubles
from ui.main import Start
from ui.tasks import InlinePool

DATA = Path(__file__).parent.parent / "data"
NONE = dict.fromkeys(
    ("serious_error", "leak", "harmful_content", "adverse_opinion", "fake_engagement"), "none"
)


class Office:
    """One office's data folder and its command line."""

    def __init__(self, folder, capsys, name, level, parent=None):
        self.folder, self._capsys = folder, capsys
        options = ["--parent", parent] if parent else []
        self.tell("init", "--office", name, "--level", level, *options)

    def run(self, *arguments):
        """Return exit code, output, and what was said besides."""
        given = ["--data", str(self.folder), "--staff", "张三", *map(str, arguments)]
        code = run(given)
        told = self._capsys.readouterr()
        return code, told.out, told.err

    def tell(self, *arguments):
        """Return the JSON value of a command that is carried out."""
        code, out, err = self.run(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    def refused(self, *arguments):
        """Return the one sentence of a command that is refused."""
        code, out, err = self.run(*arguments)
        assert (code, out) == (1, "")
        (sentence,) = err.strip().splitlines()
        return sentence

    def inspect(self, account, form="national-2019", **answers):
        """Inspect with every judgement item `none`, on 2024-05-06 unless said."""
        day = answers.pop("day", "2024-05-06")
        path = self.folder / "tmp" / "answers.json"
        path.parent.mkdir(exist_ok=True)
        given = {k: v for k, v in {**NONE, **answers}.items() if v is not None}
        path.write_text(json.dumps(given), encoding="utf-8")
        answers_file = self.folder.parent / "answers.json"
        path.replace(answers_file)
        return ["inspect", account, "--form", form, "--answers", answers_file, "--as-of", day]

    def accounts(self):
        """Return the register without ids, as two offices can compare it."""
        return sorted(({**a, "id": None} for a in self.tell("accounts", "list")), key=str)


@pytest.fixture
def office(tmp_path, capsys):
    """Make offices by name."""

    def make(name="示例县人民政府办公室", level="县", parent=None):
        return Office(tmp_path / "数据 文件夹" / name, capsys, name, level, parent)

    return make


@pytest.fixture
def furnished(office, tmp_path):
    """An office with something of everything that a list can show."""
    county = office()
    county.tell("accounts", "add", "name=示例发布", "platform=wechat", "owner=示例局")
    county.tell("accounts", "add", "name=示例普法", "platform=weibo", "owner=示例局")
    county.tell("parameters", "set", "filing_days", "5", "--basis", "本省办法")
    county.tell("accounts", "step", "示例普法", "关停", "--date", "2024-05-02")
    county.tell(*county.inspect("示例发布", interaction="no", last_update="2024-05-01"))
    bought = tmp_path / "周报.csv"
    bought.write_text("账号名称,平台,问题,时间\n示例发布,微信,错别字,2024-05-01\n", "gb18030")
    county.tell("clues", "import", bought)
    county.tell("events", "add", "强降雨", "--date", "2024-07-12")
    county.tell("events", "respond", "强降雨", "示例发布", "--date", "2024-07-14")
    county.tell("messages", "add", "示例发布", "content=医保怎么缴", "asked=2024-05-06")
    county.tell("posts", "add", "示例发布", "2024-05-20 丙")
    county.tell("plans", "set", "--period", "2024Q2", "--form", "basic", "--due", "2024-06-25")
    return county


@pytest.fixture
def start(qtbot, qapp, tmp_path, monkeypatch):
    """The program before its window, in folders of the test's own."""
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "remembered")
    )
    theme.apply()
    monkeypatch.setattr(main, "keep_log", lambda _folder: None)
    monkeypatch.setattr(tasks_module, "one_thread", InlinePool)
    (tmp_path / "文档").mkdir()
    made = Start(tmp_path / "settings.json", tmp_path / "文档", Troubles())
    yield made
    if made.shown is not None:
        made.shown.close()
    made.close()
