"""Records as another program or a later version may write them: everything can still be read.

A file from elsewhere is checked for its shape only. Whatever stands in its texts and objects, no
list, figure or report may break by it, now or at any later start.
"""

import json

import pytest

from govmedia_desktop.cli.main import run
from govmedia_desktop.usecases.desk import open_desk
from tests.data.foreign_records import ODD, write_odd
from tests.e2e.test_every_command import READING, SPAN

READERS = [
    *READING,
    ("accounts", "history", "示例发布"),
    ("accounts", "export", "-o", "{tmp}/a.xlsx"),
    ("report", "problems", *SPAN, "-o", "{tmp}/b.xlsx"),
    ("package", "export", "-o", "{tmp}/c.gmpack"),
    ("trends", "--group", "office"),
    ("trends", "--group", "problem"),
    ("board",),
    ("forms", "default"),
]


@pytest.mark.parametrize(("odd", "sparse"), ODD)
def test_whatever_a_record_says_everything_can_still_be_read(
    furnished, tmp_path, capsys, odd, sparse
):
    with open_desk(furnished.folder, "李四") as desk:
        write_odd(desk, odd, sparse=sparse)
    for reader in READERS:
        line = [part.format(tmp=tmp_path) for part in reader]
        code = run(["--data", str(furnished.folder), "--staff", "李四", *line, "--json"])
        told = json.loads(capsys.readouterr().out)
        assert code == 0 or "--recompute" in line, (line, told)
    assert furnished.tell("rebuild")["equal"]
