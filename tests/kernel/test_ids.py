"""Ids, codes and tokens."""

import pytest

from marketplace.kernel import ids


def test_the_alphabet_has_no_look_alikes() -> None:
    assert len(set(ids.ALPHABET)) == len(ids.ALPHABET) == 31
    assert not set(ids.ALPHABET) & set("01OIL")


def test_ids_and_codes_have_their_shapes() -> None:
    assert len(ids.public_id()) == 8
    assert ids.public_id().islower() or ids.public_id().isdigit()
    assert len(ids.scan_code()) == 6
    assert ids.show_code("K7M2QXAB") == "K7M2-QXAB"
    assert ids.show_code("K7M2QX") == "K7M2QX"
    assert len(ids.link_token()) >= 22
    assert len(ids.numeric_code()) == 6
    assert ids.numeric_code(4).isdigit()


def test_nothing_comes_twice() -> None:
    makers = (ids.public_id, ids.order_code, ids.link_token)
    for make in makers:
        assert len({make() for _ in range(500)}) == 500


def test_same_takes_any_text() -> None:
    assert ids.same("گلیم", "گلیم")
    assert not ids.same("گلیم", "گلیم ")
    assert not ids.same("\ud800", "a")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("k7m2-qxab", "K7M2QXAB"),
        (" K7M2 QXAB ", "K7M2QXAB"),
        ("K۷M٢\u200cQXAB", "K7M2QXAB"),
        ("K7M2–QXAB", "K7M2QXAB"),
        ("", None),
        ("- -", None),
        ("K7M0", None),
        ("K7MO", None),
        ("گلیم", None),
        ("K7M2\0", None),
        ("ß", None),
        ("K" * 10_000, None),
    ],
)
def test_reads_typed_codes(typed: str, code: str | None) -> None:
    assert ids.normalise_code(typed) == code
