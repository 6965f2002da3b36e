"""`package export` and `package show`, as a person types them."""

import email
import email.policy
import zipfile

import pytest

COUNTY, TOWN = "示例县人民政府办公室", "示例县示例镇人民政府"


@pytest.fixture
def county(office):
    return office(COUNTY, "县")


@pytest.fixture
def town(office):
    made = office(TOWN, "乡镇", COUNTY)
    made.tell("accounts", "add", "name=示例镇发布", "platform=wechat", f"owner={TOWN}")
    return made


@pytest.fixture
def words(tmp_path):
    path = tmp_path / "口令.txt"
    path.write_text("柳溪镇 2026 第四季度\n其余不算\n", encoding="utf-8")
    return path


def test_a_file_is_looked_at_without_taking_it_in(county, town, tmp_path):
    file = tmp_path / "x.gmpack"
    written = town.tell("package", "export", "--period", "2026Q4", "-o", file)
    assert (written["kind"], written["sequence"], written["recipient"]) == ("上报", 1, COUNTY)
    looked = county.tell("package", "show", file)
    assert (looked["state"], looked["sender"], looked["kind"]) == ("首次收到", TOWN, "上报")
    assert (looked["period"], looked["part"], looked["practice"]) == ("2026Q4", None, False)
    assert looked["scope"] == {"period": True, "below": None}
    assert looked["counts"]["records"]["account"] == 1
    assert len(looked["code"]) == 11
    assert county.accounts() == []
    assert town.tell("package", "show", file)["state"] == "已知且完好"


def test_a_damaged_file_is_told_as_such_and_a_foreign_one_is_refused(county, town, tmp_path):
    file = tmp_path / "x.gmpack"
    town.tell("package", "export", "-o", file)
    whole = file.read_bytes()
    file.write_bytes(whole[:-30])
    looked = county.tell("package", "show", file)
    assert looked["state"] == "损坏或被改动"
    assert "重新拷贝" in looked["reason"]
    file.write_bytes(b"%PDF" + bytes(200))
    assert "这不是本程序的" in county.refused("package", "show", file)
    assert "读不出来" in county.refused("package", "show", tmp_path / "none")


def test_an_encrypted_file_needs_its_passphrase(county, town, tmp_path, words):
    file = tmp_path / "x.gmpack"
    town.tell("package", "export", "--passphrase-file", words, "-o", file)
    assert not zipfile.is_zipfile(file)
    assert "已加密" in county.refused("package", "show", file)
    looked = county.tell("package", "show", file, "--passphrase-file", words)
    assert looked["sender"] == TOWN
    words.write_text("另一个很长的口令", encoding="utf-8")
    assert "口令不对" in county.refused("package", "show", file, "--passphrase-file", words)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00"])
def test_a_passphrase_file_without_a_passphrase_writes_nothing(town, tmp_path, words, content):
    words.write_bytes(content)
    refusal = town.refused(
        "package", "export", "--passphrase-file", words, "-o", tmp_path / "x.gmpack"
    )
    assert "口令" in refusal
    assert not (tmp_path / "x.gmpack").exists()


def test_a_mail_draft_carries_the_file(town, tmp_path):
    file, draft = tmp_path / "x.gmpack", tmp_path / "草稿.eml"
    assert town.tell("package", "export", "-o", file, "--eml", draft)["eml"] == str(draft)
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    (attached,) = message.iter_attachments()
    assert attached.get_content() == file.read_bytes()
    assert "政务新媒体检查情况" in message["Subject"]


def test_the_kinds_and_their_sequence(town, tmp_path):
    file = tmp_path / "x.gmpack"
    assert "还没有上报过" in town.refused("package", "export", "--kind", "correction", "-o", file)
    for kind, told in (
        ("report", "上报"),
        ("correction", "更正"),
        ("backup", "整包备份"),
        ("handover", "工作交接"),
    ):
        assert town.tell("package", "export", "--kind", kind, "-o", file)["kind"] == told
    assert town.tell("package", "export", "--light", "-o", file)["sequence"] == 2
    assert town.tell("package", "show", file)["light"] is True
    refusal = town.refused("package", "export", "--kind", "issue", "-o", file)
    assert "下发只能发给本单位的下级单位" in refusal


def test_a_period_in_another_spelling_is_named(town, tmp_path):
    code, _out, said = town.run("package", "export", "--period", "2026Q5", "-o", tmp_path / "x")
    assert code == 2
    assert "2026Q4" in said


def test_the_command_tells_people_what_it_wrote(town, tmp_path):
    _code, out, _ = town.run("package", "export", "-o", tmp_path / "x.gmpack")
    assert f"发往{COUNTY}" in out
    _code, out, _ = town.run("package", "show", tmp_path / "x.gmpack")
    assert out.startswith(f"已知且完好。{TOWN}的上报文件，第1次：")
    (tmp_path / "x.gmpack").write_bytes(b"PK\x03\x04")
    _code, out, _ = town.run("package", "show", tmp_path / "x.gmpack")
    assert out.startswith("损坏或被改动：")


def test_a_handover_carries_what_is_not_finished_to_the_next_clerk(office, tmp_path):
    old, new = office(), office("新电脑")
    old.tell("accounts", "add", "name=示例发布", "platform=wechat")
    code, _, err = old.run(*old.inspect("示例发布", interaction="yes", leak=None))
    assert code == 1
    assert "已存为草稿" in err
    path = tmp_path / "交接.gmpack"
    old.tell("package", "export", "--kind", "handover", "-o", path)
    told = new.tell("package", "show", path)
    assert told["preview"]["drafts"] == 0
    assert "没查完的检查没有接收" in told["preview"]["remarks"][0]
    twin = office("示例县人民政府办公室 ")
    (taken,) = twin.tell("package", "import", path)
    assert (taken["drafts"], taken["remarks"]) == (1, [])
    twin.tell(*twin.inspect("示例发布", interaction="yes", last_update="2024-05-01"))
    assert "不能撤回" in twin.refused("package", "undo", taken["import"])
