import pytest

from govmedia_desktop.settings import Settings, load, save


def test_settings_are_read_back_as_saved(tmp_path):
    path = tmp_path / "下级" / "settings.json"
    save(path, Settings(data_folder="D:/数据", font_size="大"))
    assert load(path) == Settings(data_folder="D:/数据", font_size="大")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"font_size": 3}', '{"font_size": "巨大"}', '{"x": 1}']
)
def test_a_broken_settings_file_reads_as_the_defaults(tmp_path, text):
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    assert load(path) == Settings()
