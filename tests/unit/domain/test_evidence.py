"""Evidence as a value: what is carried, what is refused, what enters the record."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.evidence import (
    NO_LINK,
    TURNED_NAME,
    Evidence,
    evidence_as_value,
    evidence_from,
    host_of,
    in_record,
    link_fault,
    name_fault,
    short_name,
    takes_evidence,
)
from govmedia_desktop.domain.pictures import MEDIA_TYPES
from govmedia_desktop.domain.revisions import canonical
from govmedia_desktop.domain.verdicts import Finding, Severity

PIECE = Evidence("ab" * 32, 12, "截图.png", "image/png", "2026-11-21T10:42:07+08:00")
plain = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=9)


def finding(code, path=None):
    return Finding(code, path or f"/check/{code}", Severity.VETO, "问题", "", "", "")


@given(
    st.builds(
        Evidence,
        st.binary(min_size=32, max_size=32).map(bytes.hex),
        st.integers(0, 2**40),
        plain,
        st.sampled_from(MEDIA_TYPES),
        plain,
        plain,
    )
)
def test_evidence_comes_back_equal_from_the_json_of_a_revision(piece):
    assert evidence_from(json.loads(canonical(evidence_as_value(piece)))) == piece


@pytest.mark.parametrize(
    "wrong",
    [
        {"sha256": "../../../etc/passwd"},
        {"sha256": "AB" * 32},
        {"sha256": None},
        {"size": "12"},
        {"size": True},
        {"media_type": "image/svg+xml"},
        {"name": None},
        {"source": 5},
        {"taken_at": []},
    ],
)
def test_evidence_that_another_office_made_up_is_none(wrong):
    with pytest.raises((ValueError, TypeError)):
        evidence_from(evidence_as_value(PIECE) | wrong)


def test_evidence_that_lacks_something_is_none():
    with pytest.raises(KeyError):
        evidence_from({"sha256": "ab" * 32})


def test_a_later_program_may_say_more_of_evidence():
    assert evidence_from(evidence_as_value(PIECE) | {"width": 12}) == PIECE


def test_a_name_from_another_office_cannot_turn_the_line_round():
    assert evidence_from(evidence_as_value(PIECE) | {"name": "x\u202egnp.exe"}).name == "xgnp.exe"


def test_only_what_fails_takes_evidence_and_a_leak_never_does():
    assert takes_evidence(finding("interaction"))
    assert not takes_evidence(None)
    assert not takes_evidence(finding("leak"))


def test_only_evidence_of_failing_items_enters_the_record():
    kept = {"/check/a": (PIECE,), "/check/b": (PIECE,), "/check/leak": (PIECE,), "/check/c": ()}
    found = [finding("a"), finding("leak"), finding("c")]
    assert in_record(kept, found) == {"/check/a": (PIECE,)}


@pytest.mark.parametrize("mark", ["\u202e", "\u200f", "\u200e", "\u2066", "\u061c"])
def test_a_name_that_shows_itself_turned_round_is_refused(mark):
    assert name_fault(f"截图{mark}gnp.png") == TURNED_NAME


def test_any_other_name_is_taken_without_its_folder():
    assert name_fault("微信😀截图.png") == ""
    assert short_name("C:\\用户\\张三\\截图.png") == "截图.png"
    assert short_name("a/b/") == "图片"
    assert short_name("长" * 300 + ".png").endswith("长.png")
    assert len(short_name("长" * 300)) == 255


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://mp.weixin.qq.com/s/abc?x=1#y", "mp.weixin.qq.com"),
        ("http://www.gov.cn", "www.gov.cn"),
        ("http://例子.中国/一", "例子.中国"),
        ("HTTPS://A.CN:8080/", "a.cn"),
    ],
)
def test_the_host_of_a_web_link_is_told(link, host):
    assert host_of(link) == host
    assert link_fault(link) == ""


@pytest.mark.parametrize(
    "link",
    [
        "file:///c:/windows",
        "javascript:alert(1)",
        "\\\\server\\share",
        "mp.weixin.qq.com/s/abc",
        "https://",
        "https://www.gov.cn@evil.example/",
        "https://a b.cn",
        "https://a.cn/\u202eexe",
        "https://[::1",
        "https://a.cn/" + "x" * 2000,
    ],
)
def test_no_other_link_is_taken(link):
    assert host_of(link) == ""
    assert link_fault(link) == NO_LINK


def test_no_link_is_no_fault():
    assert link_fault("") == ""


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_links(text):
    assert link_fault(text) in ("", NO_LINK)


def test_of_what_answers_a_question_only_the_named_picture_is_carried():
    other = replace(PIECE, name="另一张.png", sha256="b" * 64)
    kept = {"/check/photo": (PIECE, other), "/check/gone": (PIECE,)}
    answered = {"/check/photo": other.name, "/check/unasked": PIECE.name}
    assert in_record(kept, [], answered) == {"/check/photo": (other,)}
    assert in_record(kept, [], {"/check/photo": ""}) == {}
