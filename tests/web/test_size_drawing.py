"""The drawing fits its frame, keeps the piece's proportions and stands on one floor."""

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given, strategies as st

from marketplace.web.language import KEY, locale
from marketplace.web.pieces.size_drawing import SizeDrawing, size_drawing

CENTIMETRES = st.integers(min_value=1, max_value=1200)


def drawn(width: float, height: float) -> SizeDrawing:
    drawing = size_drawing(width, height)
    assert drawing is not None
    return drawing


@given(CENTIMETRES, CENTIMETRES)
def test_everything_is_inside_the_frame(width: int, height: int) -> None:
    drawing = drawn(width, height)
    assert 0 < drawing.figure_x < drawing.x
    assert drawing.x + drawing.width < drawing.view_width
    assert 25 < drawing.y < drawing.floor < drawing.view_height


@given(CENTIMETRES, CENTIMETRES)
def test_one_scale_for_piece_and_figure(width: int, height: int) -> None:
    drawing = drawn(width, height)
    assert drawing.width == pytest.approx(width * drawing.scale, abs=0.06)
    assert drawing.height == pytest.approx(height * drawing.scale, abs=0.06)


@given(CENTIMETRES, CENTIMETRES)
def test_the_words_of_its_width_stay_clear_of_the_figure(width: int, height: int) -> None:
    drawing = drawn(width, height)
    reach = (7 if drawing.hand else 48) * drawing.scale
    assert drawing.x + drawing.width / 2 - 40 > drawing.figure_x + reach - 1


def test_small_piece_stands_beside_a_hand() -> None:
    assert drawn(30, 45).hand
    assert not drawn(30, 60).hand


def test_only_what_is_surely_a_cloth_is_drawn_as_one() -> None:
    carpet, mitten, bench = size_drawing(100, 150), size_drawing(8, 15), size_drawing(90, 45, 40)
    assert carpet
    assert mitten
    assert bench
    assert [carpet.cloth, mitten.cloth, bench.cloth] == [True, False, False]


@pytest.mark.parametrize("sides", [(None, 100), (100, None), (0, 100), (None, None)])
def test_no_drawing_without_both_sides(sides: tuple[int | None, int | None]) -> None:
    assert size_drawing(*sides) is None


def test_it_is_described_in_words() -> None:
    app = Flask(__name__)
    Babel(app, locale_selector=locale)
    with app.test_request_context(environ_overrides={KEY: "en"}):
        assert drawn(100, 150).label == "100 by 150 centimetres, beside a woman of 165"
        assert drawn(20, 10).label == "20 by 10 centimetres, beside a hand"
