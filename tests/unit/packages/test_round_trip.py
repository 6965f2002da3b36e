import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govmedia_desktop.domain.revisions import (
    Stub,
    body_hash,
    clean_text,
    next_link,
    parse_line,
    stub_line,
)
from govmedia_desktop.errors import CannotWriteError
from govmedia_desktop.packages import writer
from govmedia_desktop.packages.errors import CancelledError, PackageError
from govmedia_desktop.packages.names import is_entry_name
from govmedia_desktop.packages.reader import open_package
from govmedia_desktop.packages.watch import Watch
from govmedia_desktop.packages.writer import Content, write_package
from tests.data.packages import (
    MANIFEST,
    OTHER,
    REPLICA,
    Draft,
    revision_lines,
    sha256,
    span,
    zip_of,
)


def everything(path):
    with open_package(path) as package:
        return (
            package.manifest,
            list(package.revisions()),
            list(package.late()),
            list(package.forms()),
            [(sha, size, b"".join(content())) for sha, size, content in package.evidence()],
        )


@st.composite
def sendings(draw):
    lines, ranges = [], {}
    for replica in sorted(draw(st.sets(st.sampled_from([REPLICA, OTHER, "0" * 16])))):
        first = draw(st.integers(1, 50))
        count = draw(st.integers(1, 5))
        text = draw(st.text(max_size=20).map(clean_text))
        own = revision_lines(replica, range(first, first + count), text)
        ranges[replica] = span(replica, own, first, None if first == 1 else "ab" * 32)
        lines += own
    for place in draw(st.sets(st.integers(0, len(lines) - 1), max_size=2)) if lines else ():
        head = parse_line(lines[place])
        lines[place] = stub_line(Stub(head.replica, head.counter, body_hash(lines[place])))
    late = revision_lines("f" * 16, sorted(draw(st.sets(st.integers(1, 9), max_size=3))))
    blobs = st.lists(st.binary(max_size=200), max_size=3, unique=True)
    return lines, late, ranges, draw(blobs), draw(blobs)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sendings())
def test_what_was_written_is_read_back_equal(tmp_path, sending):
    lines, late, ranges, forms, pictures = sending
    for picture in pictures:
        (tmp_path / sha256(picture)).write_bytes(picture)
    path = tmp_path / "示例镇_2026年第四季度_上报_第1次.gmpack"
    written = write_package(
        path,
        replace(MANIFEST, ranges=ranges),
        Content(
            lines,
            [(sha256(form), form) for form in forms],
            [(sha256(p), tmp_path / sha256(p)) for p in pictures],
            late,
        ),
    )
    assert written.path == path
    assert everything(path) == (
        written.manifest,
        lines,
        late,
        [(sha256(form), form) for form in forms],
        [(sha256(p), len(p), p) for p in pictures],
    )


@pytest.fixture
def sent(tmp_path):
    draft = Draft.of()
    path = tmp_path / "示例镇.gmpack"
    write_package(path, draft.manifest, Content(draft.lines, [(sha256(b"form"), b"form")]))
    return path


@pytest.mark.parametrize("name", ["示例镇(1).gmpack", "示例镇.zip", "附件"])
def test_a_file_that_mail_renamed_is_still_taken(sent, name):
    renamed = sent.rename(sent.with_name(name))
    assert everything(renamed)[1] == Draft.of().lines


def test_the_hash_is_that_of_the_file(sent):
    with open_package(sent) as package:
        assert package.sha256 == sha256(sent.read_bytes())


def test_names_inside_are_plain_and_the_content_is_plain_json(sent):
    with zipfile.ZipFile(sent) as archive:
        assert all(is_entry_name(name) for name in archive.namelist())
        manifest = archive.read("manifest.json").decode()
    assert '"ranges":{"0123456789abcdef":[1,3,"' in manifest
    assert '"recipient":{"id":null,"name":"示例县人民政府办公室"}' in manifest


def test_a_range_that_goes_on_from_an_earlier_file_names_the_link_before(tmp_path):
    lines = revision_lines(REPLICA, range(1, 6))
    whole = span(REPLICA, lines)
    link = next_link(span(REPLICA, lines[:1]).link, body_hash(lines[1]))
    later = span(REPLICA, lines[2:], first=3, before=link)
    assert later.link == whole.link
    path = tmp_path / "later.gmpack"
    write_package(path, replace(MANIFEST, ranges={REPLICA: later}), Content(lines[2:]))
    assert everything(path)[0].ranges == {REPLICA: later}


def test_many_revisions_are_split_into_several_files_and_stay_one_series(tmp_path, monkeypatch):
    monkeypatch.setattr("govmedia_desktop.packages.writer._BLOCK", 1_000)
    lines = revision_lines(REPLICA, range(1, 101))
    path = tmp_path / "long.gmpack"
    ranges = {REPLICA: span(REPLICA, lines)}
    manifest = write_package(path, replace(MANIFEST, ranges=ranges), Content(lines)).manifest
    assert [entry.name for entry in manifest.entries][:2] == [
        "records/revisions-0001.jsonl",
        "records/revisions-0002.jsonl",
    ]
    assert everything(path)[1] == lines


def test_the_order_of_the_entries_does_not_matter(tmp_path):
    path = tmp_path / "a.gmpack"
    path.write_bytes(zip_of(Draft.of().raws()[::-1]))
    assert everything(path)[1] == Draft.of().lines


def test_progress_is_told_and_never_goes_back(tmp_path):
    told = []
    draft = Draft.of()
    watch = Watch(progress=told.append)
    write_package(tmp_path / "a.gmpack", draft.manifest, Content(draft.lines), watch)
    assert told == sorted(told)
    assert told[-1] > sum(len(line) for line in draft.lines)


@pytest.mark.parametrize("after", range(4))
def test_stopping_leaves_what_stood_there_and_nothing_else(tmp_path, after):
    path = tmp_path / "a.gmpack"
    path.write_bytes(b"old")
    draft = Draft.of()
    asked = iter([False] * after + [True] * 9)
    content = Content(draft.lines, [(sha256(b"x"), b"x")])
    with pytest.raises(CancelledError):
        write_package(path, draft.manifest, content, Watch(cancelled=lambda: next(asked)))
    assert [p.name for p in tmp_path.iterdir()] == ["a.gmpack"]
    assert path.read_bytes() == b"old"


def test_stopping_while_reading_hands_out_nothing(sent):
    with pytest.raises(CancelledError):
        open_package(sent, Watch(cancelled=lambda: True))


def test_missing_evidence_stops_the_writing_with_one_sentence(tmp_path):
    draft = Draft.of()
    content = Content(draft.lines, evidence=[("ab" * 32, tmp_path / ("ab" * 32))])
    with pytest.raises(CannotWriteError, match="证据文件abababab读不出来"):
        write_package(tmp_path / "a.gmpack", draft.manifest, content)
    assert not list(tmp_path.iterdir())


def test_altered_evidence_is_never_sent(tmp_path):
    (tmp_path / "e").write_bytes(b"altered")
    draft = Draft.of()
    content = Content(draft.lines, evidence=[(sha256(b"original"), tmp_path / "e")])
    with pytest.raises(CannotWriteError, match="已被改动"):
        write_package(tmp_path / "a.gmpack", draft.manifest, content)
    assert [p.name for p in tmp_path.iterdir()] == ["e"]


def test_a_disk_that_keeps_something_else_is_found_before_the_file_takes_its_place(
    tmp_path, monkeypatch
):
    def spoiled(file, manifest, content, watch, key):
        complete = fill(buffer := io.BytesIO(), manifest, content, watch, key)
        file.write(buffer.getvalue().replace(b"form", b"from"))
        read_back(file, complete, watch)
        return complete

    fill, read_back = writer._fill, writer._read_back
    monkeypatch.setattr(writer, "_fill", spoiled)
    draft = Draft.of()
    with pytest.raises(CannotWriteError, match="读回"):
        write_package(
            tmp_path / "a.gmpack",
            draft.manifest,
            Content(draft.lines, [(sha256(b"form"), b"form")]),
        )
    assert not list(tmp_path.iterdir())


def test_a_file_that_changes_while_it_is_read_is_noticed(tmp_path):
    draft = Draft.of(2_000)
    path = tmp_path / "a.gmpack"
    path.write_bytes(draft.zip())
    with open_package(path) as package:
        with path.open("r+b") as file:
            file.seek(5_000)
            file.write(b"x" * 10)
        with pytest.raises(PackageError, match="被改动"):
            list(package.revisions())


def test_an_error_of_the_taker_passes_unchanged(sent):
    with pytest.raises(KeyError), open_package(sent):
        raise KeyError


def test_a_missing_file_is_refused_with_one_sentence(tmp_path):
    with pytest.raises(PackageError, match="读不出来"):
        open_package(tmp_path / "none.gmpack")


def late_file(lines):
    draft = Draft.of()
    records = "".join(line + "\n" for line in lines).encode()
    draft.files = {"records/late-0001.jsonl": records}
    whole = len(draft.lines) + len(lines)
    return draft.zip(counts={"records": {}, "revisions": whole, "evidence": 0})


def test_late_lines_out_of_order_or_without_content_are_refused(tmp_path):
    one, two = revision_lines(OTHER, [1, 2])
    stub = stub_line(Stub(OTHER, 1, body_hash(one)))
    path = tmp_path / "示例镇.gmpack"
    path.write_bytes(late_file([one, two]))
    with open_package(path) as package:
        assert list(package.late()) == [one, two]
    for lines in ([two, one], [one, one], [stub]):
        path.write_bytes(late_file(lines))
        with pytest.raises(PackageError, match="被改动"):
            open_package(path)
