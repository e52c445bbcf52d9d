"""Stylesheets mirror with the language, join no letters apart and know only our tokens."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.checks.sources import PAGES, STATIC, STYLES, name

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PHYSICAL = re.compile(r"(?<![\w-])(left|right)(?![\w-])")
PHYSICAL_SIDE = re.compile(r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(")
PLAIN = {"#fff", "#000"}
USED = re.compile(r"var\((--[\w-]+)")
DEFINED = re.compile(r"(--[\w-]+)\s*:")


def body(path: Path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


STYLED = {found for path in STYLES for found in re.findall(r"\.([a-zA-Z][\w-]*)", body(path))}
HOOKS = {"facts-box", "who-she-is"}  # names without a look of their own
DEFINITIONS = {found for path in STYLES for found in DEFINED.findall(body(path))}


@pytest.mark.parametrize("path", STYLES, ids=name)
class TestEveryStylesheet:
    def test_names_no_physical_side(self, path: Path) -> None:
        assert not PHYSICAL.findall(body(path))
        assert not PHYSICAL_SIDE.findall(body(path))

    def test_spaces_no_letters(self, path: Path) -> None:
        assert "letter-spacing" not in body(path)
        assert "text-align:justify" not in body(path).replace(" ", "")

    def test_uses_tokens_that_exist(self, path: Path) -> None:
        assert set(USED.findall(body(path))) <= DEFINITIONS

    def test_takes_its_colours_from_the_tokens(self, path: Path) -> None:
        if path.name != "tokens.css":
            assert set(COLOUR.findall(body(path))) <= PLAIN

    def test_stands_in_a_layer(self, path: Path) -> None:
        if path.name != "fonts.css":
            assert "@layer" in body(path)

    def test_is_short(self, path: Path) -> None:
        assert len(path.read_text("utf-8").splitlines()) <= 300


def test_every_stylesheet_and_script_is_in_a_bundle() -> None:
    manifest = tomllib.loads((STATIC / "css" / "bundles.toml").read_text("utf-8"))
    for kind, bundles in manifest.items():
        listed = {part for parts in bundles.values() for part in parts}
        assert listed == {path.stem for path in (STATIC / kind).glob(f"*.{kind}")}


def test_layers_are_ordered_before_anything_else() -> None:
    manifest = tomllib.loads((STATIC / "css" / "bundles.toml").read_text("utf-8"))
    assert all(
        parts[0] == "tokens" for bundle, parts in manifest["css"].items() if bundle != "styleguide"
    )


def test_every_pixel_of_the_sprite_is_drawn_in_the_text_colour() -> None:
    assert not COLOUR.findall((STATIC / "icons" / "sprite.svg").read_text("utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_class_of_a_template_has_a_style(path: Path) -> None:
    named = re.findall(r'class="([^"{}]+)"', path.read_text("utf-8"))
    used = {found for classes in named for found in classes.split()}
    assert used <= STYLED | HOOKS
