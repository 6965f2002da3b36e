"""The main job on sample data: `make demo`, and that it clears away nothing but its own."""

import pytest

from govmedia_desktop.errors import DataFolderError
from govmedia_desktop.usecases.desk import open_desk
from govmedia_desktop.usecases.exchange.ledger import received_files
from govmedia_desktop.usecases.periods.history import list_published
from govmedia_desktop.usecases.register.accounts import list_accounts
from govmedia_desktop.usecases.upkeep.demo import demonstrate
from govmedia_desktop.usecases.upkeep.maintenance import verify


def test_it_leaves_practice_data_that_verify_and_the_papers_that_go_up(tmp_path):
    told, drawn = [], []
    (tmp_path / "别的.txt").write_text("留着", encoding="utf-8")
    made = demonstrate(tmp_path, told.append, lambda points, path: drawn.append((points, path)))
    assert made.report.is_file()
    assert made.package.is_file()
    assert made.paragraph.startswith("【练习】")
    assert [path for _, path in drawn] == [made.chart]
    assert told[-1] == "校验数据，重新生成各表"
    with open_desk(made.county, "张三") as desk:
        assert desk.practice
        assert len(received_files(desk)) == 2
        assert list_accounts(desk)
        assert list_published(desk)
        assert verify(desk, recompute=True) == []
    assert (tmp_path / "别的.txt").read_text(encoding="utf-8") == "留着"


def test_a_folder_that_is_no_demonstration_is_never_cleared(tmp_path):
    work = tmp_path / "示例数据" / "真的数据.db"
    work.parent.mkdir()
    work.write_text("一年的工作", encoding="utf-8")
    with pytest.raises(DataFolderError, match="不是以前的示例，没有改动；请换一个文件夹"):
        demonstrate(tmp_path, lambda _text: None, None)
    assert work.read_text(encoding="utf-8") == "一年的工作"
    assert list(tmp_path.iterdir()) == [work.parent]


def test_what_an_earlier_demonstration_left_is_begun_anew(tmp_path):
    place = tmp_path / "示例数据"
    place.mkdir()
    (place / "练习数据.txt").write_text("", encoding="utf-8")
    (place / "旧的").mkdir()

    def stop(_text):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demonstrate(tmp_path, stop, None)
    assert [path.name for path in place.iterdir()] == ["练习数据.txt"]
