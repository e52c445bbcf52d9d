"""Laws of codes and mobile numbers."""

from contextlib import suppress

from hypothesis import given, strategies as st

from marketplace.kernel.ids import ALPHABET, normalise_code, same, show_code
from marketplace.kernel.phone import PhoneError, parse_mobile, show_mobile
from marketplace.kernel.secrets import keyed_hash, use
from marketplace.kernel.text import to_persian_digits

codes = st.text(ALPHABET, min_size=8, max_size=8)
mobiles = st.integers(0, 9999).map(lambda number: f"+98900000{number:04}")


@given(codes, st.booleans())
def test_a_code_read_back_is_the_same_code(code: str, persian: bool) -> None:
    typed = show_code(code).lower()
    assert normalise_code(to_persian_digits(typed) if persian else typed) == code


@given(st.text(max_size=80))
def test_any_text_is_a_code_or_none(text: str) -> None:
    code = normalise_code(text)
    assert code is None or set(code) <= set(ALPHABET)


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_hashes_agree_only_for_the_same_parts(one: list[str], other: list[str]) -> None:
    use("key")
    assert same(keyed_hash(*one), keyed_hash(*other)) == (one == other)


@given(mobiles, st.sampled_from(["fa", "en"]))
def test_a_shown_mobile_can_be_typed(mobile: str, locale: str) -> None:
    assert parse_mobile(show_mobile(mobile, locale)) == mobile


@given(st.text(max_size=70) | st.text("0123456789۰۹٩+- ()", max_size=20))
def test_any_text_is_a_mobile_or_a_sentence(text: str) -> None:
    with suppress(PhoneError):
        mobile = parse_mobile(text)
        assert parse_mobile(mobile) == mobile
