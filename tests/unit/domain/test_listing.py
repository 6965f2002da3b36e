"""What is asked of a list, and the grams by which its words are found."""

from hypothesis import given
from hypothesis import strategies as st

from govmedia_desktop.domain.listing import Asked, Line, grams_of, grams_to_find

TEXT = st.text(alphabet="示例镇发布aß𠮷-0\n", max_size=12)
LINE = Line("1", "示例发布", "微信公众号", "", "正常运行", "", "未检查", "", "发布类", "")


@given(TEXT, st.data())
def test_every_text_holds_the_grams_of_the_words_that_stand_in_it(text, data):
    for line in filter(None, text.split("\n")):
        start = data.draw(st.integers(0, len(line) - 1))
        word = line[start : data.draw(st.integers(start + 1, len(line)))]
        assert set(grams_to_find(word).split()) <= set(grams_of(text).split())


@given(TEXT)
def test_grams_are_words_of_letters_and_digits_each_once(text):
    grams = grams_of(text).split()
    assert len(set(grams)) == len(grams)
    assert all(gram.isascii() and gram.isalnum() for gram in grams)


def test_one_and_two_characters_are_found_by_exactly_that():
    assert set(grams_of("甲乙").split()) == {"7532", "4e59", "75324e59"}
    assert (grams_to_find("甲"), grams_to_find("甲乙")) == ("7532", "75324e59")
    assert grams_to_find("乙甲") not in grams_of("甲乙").split()


def test_a_rare_character_is_found_as_well():
    assert set(grams_to_find("𠮷").split()) <= set(grams_of("示例𠮷镇").split())


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
