"""Two versions of a text, word by word."""

from hypothesis import given, strategies as st

from marketplace.kernel.text import differing


def test_only_the_words_that_differ_are_a_version_s_own() -> None:
    before, after = differing("گلیم پشمی روناسی آوج", "گلیم پشمی نیلی آوج")
    assert before == [(False, "گلیم پشمی "), (True, "روناسی "), (False, "آوج")]
    assert after == [(False, "گلیم پشمی "), (True, "نیلی "), (False, "آوج")]


def test_a_broken_line_is_no_change_and_a_zwnj_is() -> None:
    assert differing("یک\nدو", "یک دو")[1] == [(False, "یک دو")]
    assert differing("دست‌باف", "دست باف") == ([(True, "دست‌باف")], [(True, "دست باف")])


def test_nothing_against_something() -> None:
    assert differing("", "kilim") == ([], [(True, "kilim")])
    assert differing("kilim", "") == ([(True, "kilim")], [])


@given(st.text(alphabet="اب \n‌xy", max_size=60), st.text(alphabet="اب \n‌xy", max_size=60))
def test_the_runs_are_the_texts(old: str, new: str) -> None:
    before, after = differing(old, new)
    assert "".join(words for _own, words in before) == old
    assert "".join(words for _own, words in after) == new
