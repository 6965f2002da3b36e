"""What is asked of a list, and the grams by which its words are found."""

from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.listing import (
    SOUGHT,
    Asked,
    Line,
    grams_of,
    grams_to_find,
    index_of,
    is_gram,
    part_to_find,
)

TEXT = st.text(alphabet="示例镇发布aß𠮷-0\n", max_size=12)
LINE = Line("1", "示例发布", "微信公众号", "", "正常运行", "", "未检查", "", "发布类", "")


@given(TEXT, st.data())
def test_every_text_holds_the_grams_of_the_words_that_stand_in_it(text, data):
    for line in filter(None, text.split("\n")):
        start = data.draw(st.integers(0, len(line) - 1))
        word = line[start : data.draw(st.integers(start + 1, len(line)))]
        assert set(grams_to_find(word)) <= set(grams_of(text).split())


@given(TEXT)
def test_grams_are_words_of_letters_and_digits_each_once(text):
    grams = grams_of(text).split()
    assert len(set(grams)) == len(grams)
    assert all(gram.isascii() and gram.isalnum() for gram in grams)


def test_one_and_two_characters_are_found_by_exactly_that():
    assert set(grams_of("甲乙").split()) == {"7532", "4e59", "75324e59"}
    assert (grams_to_find("甲"), grams_to_find("甲乙")) == (["7532"], ["75324e59"])
    assert (is_gram("甲乙"), is_gram("甲甲甲"), is_gram("𠮷𠮷")) == (True, False, False)
    assert grams_to_find("乙甲")[0] not in grams_of("甲乙").split()


def test_a_rare_character_is_found_as_well():
    assert set(grams_to_find("𠮷")) <= set(grams_of("示例𠮷镇").split())


TEXTS = st.lists(TEXT.map(lambda t: t.replace("\n", "")), min_size=9, max_size=9)
LONG = "示例" * 30


@given(TEXTS, st.sampled_from(["", "\n", LONG]), st.data())
def test_a_line_is_found_by_every_word_that_stands_in_it(texts, odd, data):
    texts[data.draw(st.integers(0, 8))] += odd
    known = set(index_of("\n".join(texts)).split())
    line = data.draw(st.sampled_from([*filter(None, "\n".join(texts).split("\n")), "示"]))
    start = data.draw(st.integers(0, len(line) - 1))
    word = line[start : data.draw(st.integers(start + 1, len(line)))]
    grams = grams_to_find(word)
    found = part_to_find(word) in known or set(grams) <= known
    stands = any(word in text for text in texts)
    assert found or not stands
    if is_gram(word) or part_to_find(word) in known:
        assert found == stands


def test_what_many_lines_say_is_none_of_the_grams_by_which_names_are_found():
    told = dict.fromkeys(SOUGHT, "") | {"name": "柳溪发布", "last_update": "2026-11-20"}
    known = index_of("\n".join(told.values())).split()
    assert part_to_find("6-11") in known
    assert set(grams_to_find("柳溪发布")) <= set(known)
    assert not {*grams_to_find("2026"), part_to_find("柳溪")} & set(known)


def test_a_text_of_any_length_makes_a_line_known_by_no_more_words_than_it_has_characters_twice():
    told = dict.fromkeys(SOUGHT, "") | {"comments": "".join(map(chr, range(0x4E00, 0x4E00 + 9000)))}
    assert len(index_of("\n".join(told.values())).split()) < 2 * 9_010


def test_words_are_parted_by_blanks_of_any_width_and_read_in_either_case():
    assert Asked("  WeChat　示例 ").words == ("wechat", "示例")
    assert Asked(" ").words == ()


def test_a_list_is_narrowed_by_words_and_filters_but_not_by_its_order():
    assert not Asked(sort="name", descending=True).narrows
    assert all(a.narrows for a in (Asked("甲"), Asked(platform="抖音"), Asked(status="拟关停")))


def test_a_line_waits_only_where_nobody_has_checked_what_should_be():
    told = {"": None, "合格": True, "不合格": False, "未检查完": None}
    for conclusion, passed in told.items():
        line = Line(*(*list(vars(LINE).values())[:-1], conclusion))
        assert line.passed is passed
        assert line.waits is (conclusion == "")
