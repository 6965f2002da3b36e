"""`--selftest` does the main job from source; what it says of a built folder is tested on one."""

import subprocess
import sys

import pytest

from ui import bundle, selftest


def test_the_self_test_passes_from_source_one_line_a_check():
    run = subprocess.run(
        [sys.executable, "-m", "ui", "--selftest"], check=False, capture_output=True, text=True
    )
    lines = run.stdout.splitlines()
    assert run.returncode == 0, run.stdout + run.stderr
    assert lines == [f"通过  {title}" for title in selftest.CHECKS]


def test_the_first_check_that_fails_ends_it_with_its_reason(monkeypatch, capsys):
    def broken(_folder):
        raise OSError("坏了")

    checks = {"一": lambda _folder: None, "二": broken, "三": broken}
    monkeypatch.setattr(selftest, "CHECKS", checks)
    assert selftest.self_test() == 1
    assert capsys.readouterr().out.splitlines() == ["通过  一", "失败  二：OSError 坏了"]


def test_a_missing_resource_fails_its_check(monkeypatch, tmp_path):
    monkeypatch.setattr(selftest, "RESOURCES", tmp_path)
    with pytest.raises(selftest.SelfTestError, match=r"style\.qss"):
        selftest.CHECKS["资源文件"](tmp_path)


@pytest.fixture
def built(tmp_path):
    (tmp_path / "_internal").mkdir()
    (tmp_path / "govmedia").write_bytes(b"\x7fELF program")
    (tmp_path / "_internal" / "数据.bin").write_bytes(b"data")
    bundle.write_list(tmp_path)
    return tmp_path


def test_a_folder_as_it_was_built_has_no_faults(built):
    assert bundle.faults(built) == []


def test_the_list_is_one_that_sha256sum_reads(built):
    subprocess.run(
        ["sha256sum", "--check", "--quiet", bundle.LIST], cwd=built, check=True, timeout=10
    )


def test_files_taken_away_changed_or_put_in_are_named(built):
    (built / "_internal" / "数据.bin").unlink()
    (built / "govmedia").write_bytes(b"\x7fELF other")
    (built / "_internal" / "version.dll").write_bytes(b"MZ")
    assert bundle.faults(built) == [
        "缺少文件 _internal/数据.bin",
        "清单以外的文件 _internal/version.dll",
        "文件被改动 govmedia",
    ]


def test_a_file_packed_by_upx_is_named(built):
    (built / "govmedia").write_bytes(b"\x7fELF" + bytes(100) + b"UPX!")
    bundle.write_list(built)
    assert bundle.faults(built) == ["文件被压缩过 govmedia"]


def test_modules_may_only_come_from_the_programs_folder(built, monkeypatch):
    own = [str(built / "_internal"), str(built)]
    monkeypatch.setattr(sys, "path", own)
    assert bundle.foreign_import_paths(built) == []
    monkeypatch.setattr(sys, "path", [*own, "", str(built.parent)])
    assert bundle.foreign_import_paths(built) == ["", str(built.parent)]


def test_from_source_there_is_no_built_folder():
    assert bundle.folder() is None
