"""Files for spreadsheets: nothing in them is taken for a formula."""

import csv
import io

import pytest
from hypothesis import given, strategies as st

from marketplace.kernel.text import bare
from marketplace.web.csv_file import BOM, cell, lines


@pytest.mark.parametrize("text", [
    "=1+1", "+98", "-1", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＋1", "－1", "＠x", "﹣1", " =1",
    "\u00a0=1", "\u200b=1", "\u200f\u200e=1", "\ufeff=1", "\u3000＝1", "\n=1", "\x00=1",
])  # fmt: skip
def test_a_formula_becomes_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "گلیم", "1 = 1", "a-b", "۱۲", "'a"])
def test_words_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "\n=1", "＝1", "'a", "a"])
def test_what_was_made_harmless_is_bare_again(text: str) -> None:
    assert bare(str(cell(text))) == text


def test_numbers_stay_numbers() -> None:
    assert cell(-5) == -5


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1)))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    text = "".join(lines(rows))
    assert text.startswith(BOM)
    read = list(csv.reader(io.StringIO(text[1:], newline="")))
    wanted = [[str(cell(value)) for value in row] for row in rows]
    assert [row for row in read if row] == [row for row in wanted if row != []]
