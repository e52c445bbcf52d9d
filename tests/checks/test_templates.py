"""Templates carry no inline style or script, import what they use, and isolate people's words."""

import re
from functools import cache
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from tests.checks.sources import PAGES, STATIC, TEMPLATES, name

COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
TAG = re.compile(r"<[a-zA-Z][^>]*>")
HANDLER = re.compile(r"\son[a-z]+\s*=")
SYMBOLS = set(
    re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons" / "sprite.svg").read_text("utf-8"))
)
DRAWN = re.compile(
    r"""\b(?:icon|draw|state|gate|mark)\(\s*'([a-z][a-z0-9-]*)'|icon='([a-z][a-z0-9-]*)'"""
)
WORDS_OF_PEOPLE = re.compile(
    r"\{\{ (?:piece|maker|line|row|one|item)\.(?:title|name|maker|place) \}\}"
)
PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(?:(?!</p>).)*</p>", re.DOTALL)
FORM = re.compile(r"<form|\b(?:post|post_act|issue)\(")
ISOLATED = re.compile(
    r"""\{% block (?:title|description) %\}.*?\{% endblock %\}|[\w-]+="[^"]*\""""
    r"""|<bdi[^>]*>.*?</bdi>|<span class="vh">.*?</span>""",
    re.DOTALL,
)
ENVIRONMENT = jinja2.Environment(
    extensions=["jinja2.ext.i18n"], loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True
)


@cache
def source(path: Path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=name)
class TestEveryTemplate:
    def test_has_no_inline_style_or_script(self, path: Path) -> None:
        markup = EXPRESSION.sub("x", source(path))
        assert "<style" not in markup
        assert not re.search(r'<script(?![^>]*(\ssrc=|"application/ld\+json"))', markup)
        for tag in TAG.findall(markup):
            assert " style=" not in tag, tag
            assert not HANDLER.search(tag), tag
            assert "javascript:" not in tag, tag

    def test_has_no_form_in_a_paragraph(self, path: Path) -> None:
        """A browser ends the paragraph there, and its looks with it."""
        for paragraph in PARAGRAPH.findall(source(path)):
            assert not FORM.search(paragraph), paragraph[:120]

    def test_uses_every_import(self, path: Path) -> None:
        text = source(path)
        for found in ENVIRONMENT.parse(text).find_all((nodes.Import, nodes.FromImport)):
            for imported in _names(found):
                assert len(re.findall(rf"\b{imported}\b", _without_imports(text))) > 0, imported

    def test_filters_no_constant(self, path: Path) -> None:
        """Jinja works a constant out when it compiles: in whatever language was asked first."""
        for found in ENVIRONMENT.parse(source(path)).find_all(nodes.Filter):
            assert not isinstance(found.node, nodes.Const), f"line {found.lineno}: {found.name}"

    def test_draws_icons_that_exist(self, path: Path) -> None:
        drawn = {one or other for one, other in DRAWN.findall(source(path))}
        modules = {"look", "done", "wrong", "quiet", "info"}
        assert drawn - modules <= SYMBOLS

    def test_isolates_the_words_of_people(self, path: Path) -> None:
        assert not WORDS_OF_PEOPLE.findall(ISOLATED.sub("", source(path)))

    def test_asks_no_side_of_the_page(self, path: Path) -> None:
        assert not re.search(r'\balign="(left|right)"', source(path))

    def test_opens_new_windows_safely(self, path: Path) -> None:
        for tag in TAG.findall(EXPRESSION.sub("x", source(path))):
            if 'target="_blank"' in tag:
                assert 'rel="noopener"' in tag


@pytest.mark.parametrize("path", sorted((TEMPLATES / "components").glob("*.html")), ids=name)
class TestEveryComponent:
    def test_lists_its_arguments_at_the_top(self, path: Path) -> None:
        head = re.match(r"\{#(.*?)#\}", path.read_text("utf-8"), re.DOTALL)
        assert head
        for macro in ENVIRONMENT.parse(path.read_text("utf-8")).find_all(nodes.Macro):
            used_elsewhere = any(
                re.search(rf"\b{macro.name}\b", source(other)) for other in PAGES if other != path
            )
            inside = len(re.findall(rf"\b{macro.name}\b", source(path))) > 1
            assert macro.name in head[1] or inside or used_elsewhere, macro.name

    def test_reads_nothing_from_the_page(self, path: Path) -> None:
        for word in ("request", "session", "current_user", "g.", "prefs", "locale"):
            assert not re.search(rf"\{{[{{%][^}}]*\b{re.escape(word)}\b", source(path)), word

    def test_says_nothing_outside_its_macros(self, path: Path) -> None:
        """An imported module is read once a process: words set there keep the first language."""
        for found in ENVIRONMENT.parse(source(path)).body:
            if isinstance(found, nodes.Assign):
                assert not found.find(nodes.Call), f"line {found.lineno}"
                assert not found.find(nodes.Filter), f"line {found.lineno}"

    def test_is_short(self, path: Path) -> None:
        assert len(path.read_text("utf-8").splitlines()) <= 130


def test_public_layout_touches_no_session() -> None:
    for layout in (
        "document.html",
        "shop.html",
        "_header.html",
        "_footer.html",
        "_dock.html",
        "_switch.html",
    ):
        text = source(TEMPLATES / "layouts" / layout)
        for word in ("session", "current_user", "get_flashed_messages", " me "):
            assert word not in text, f"{layout}: {word}"


def _names(found: nodes.Import | nodes.FromImport) -> list[str]:
    if isinstance(found, nodes.Import):
        return [found.target]
    return [entry[1] if isinstance(entry, tuple) else entry for entry in found.names]


def _without_imports(text: str) -> str:
    return re.sub(r"\{%-? (?:from|import) .*?%\}", "", text)
