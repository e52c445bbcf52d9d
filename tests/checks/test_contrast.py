"""The token pairs that text and controls are set in, by the WCAG formula."""

import re

import pytest

from tests.checks.sources import STATIC

TOKENS = dict(
    re.findall(r"--([\w-]+):\s*(#[0-9A-F]{6})", (STATIC / "css" / "tokens.css").read_text("utf-8"))
)
TEXT, LARGE = 4.5, 3.0
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "wool")),
    *((ink, "paper", TEXT) for ink in ("firuzeh", "madder", "brick-d", "nil", "sabz", "saffron-d")),
    *((ink, "wool", TEXT) for ink in ("firuzeh", "brick-d", "sabz", "nil", "saffron-d")),
    *((tone + ink, tone + "-l", TEXT) for tone, ink in (("nil", ""), ("sabz", ""), ("madder", ""))),
    ("saffron-d", "saffron-l", TEXT),
    ("brick-d", "brick-l", TEXT),
    ("firuzeh-d", "firuzeh-l", TEXT),
    ("ink-2", "firuzeh-l", TEXT),
    ("ink-2", "wool-2", TEXT),
    ("ink-2", "brick-l", TEXT),
    ("ink", "saffron", TEXT),
    ("wool", "walnut", TEXT),
    ("saffron", "walnut", LARGE),
    ("edge", "paper", LARGE),
    ("edge", "wool", LARGE),
    ("nil", "paper", LARGE),
    ("firuzeh-b", "paper", LARGE),
]


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_pair_can_be_read(ink: str, ground: str, least: float) -> None:
    assert contrast(TOKENS[ink], TOKENS[ground]) >= least


@pytest.mark.parametrize("ground", ["firuzeh", "firuzeh-d", "madder", "nil", "sabz"])
def test_white_can_be_read_on(ground: str) -> None:
    assert contrast("#FFFFFF", TOKENS[ground]) >= TEXT
