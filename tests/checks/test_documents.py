"""What the documents name is there: commands, settings, files, routes, and the words on pages."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from marketplace import create_app
from marketplace.cli import main
from marketplace.settings import Settings
from tests.checks.documents import DOCUMENTS, code, prose, title
from tests.checks.sources import ROOT

each = pytest.mark.parametrize("document", DOCUMENTS, ids=title)
GUIDES = [one for one in DOCUMENTS if "decisions" not in one.parts]
COMMAND = re.compile(
    r"(?:(?<![\w/.-])(?<!-aG )caravanserai|-m marketplace|marketplace) ([a-z]+)([^|;&#)]*)"
)
MODULE = re.compile(r"-m ([a-z][\w.]+)")
TARGET = re.compile(r"(?<![\w-])make ([a-z]+)")
SETTING = re.compile(r"(?<![\w$%-])([A-Z][A-Z]+(?:_[A-Z]+)+)\b")
FILE = re.compile(r"(?<![\w./›-])((?:[a-z_]+/)+[\w.<>‹›*-]*)")
ROUTE = re.compile(r"(?<![\w.…›~>:=])(/(?:[\w<>‹›.-]+/?)+)")
ADDRESS = re.compile(r"https?://[^/\s]*|(?!http)\b\w+:/+\S*")
OUTSIDE = ("/etc", "/var", "/opt", "/usr", "/somewhere", "/media", "/api")
PLACE = re.compile(r"<[^>]*>|‹[^›]*›|\*")


@cache
def sources() -> str:
    """Everything that may name a setting or a constant."""
    folders = ("marketplace", "deploy", "tests", "tools", "bench")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    read = [ROOT / "Makefile", *(path for path in files if path.suffix not in {".pyc", ".mo"})]
    return "\n".join(path.read_text("utf-8", "ignore") for path in read)


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every address without its language, `*` for what varies."""
    var = tmp_path_factory.mktemp("var")
    app = create_app(Settings(database_url=f"sqlite:///{var}/shop.db", var_dir=var))
    return {PLACE.sub("*", one.rule) for one in app.url_map.iter_rules()}


@cache
def words(language: str) -> str:
    """Every sentence of the interface, one a line."""
    found: list[str] = []
    for file in (ROOT / "marketplace/translations/fa").glob("*.po"):
        with file.open("rb") as po:
            for one in read_po(po):
                said = one.id if language == "en" else one.string
                found += said if isinstance(said, list | tuple) else [said]
    return "\n".join(_folded(one) for one in found)


def _folded(sentence: str) -> str:
    return " ".join(sentence.casefold().split()).strip(" .:…")


def _is_a_command(name: str, rest: str) -> bool:
    with click.Context(main) as context:
        found = main.get_command(context, name)
        if isinstance(found, click.Group) and (one := re.match(r" ([a-z]+)\b", rest)):
            found = found.get_command(context, one[1]) or found
        if found is None:
            return False
        groups = found.commands.values() if isinstance(found, click.Group) else ()
        known = {word for one in (found, *groups) for param in one.params for word in param.opts}
    return set(re.findall(r"(?<=\s)--[a-z-]+", rest)) <= known


@each
def test_commands_and_their_options_exist(document: Path) -> None:
    named = [one.groups() for line in code(document) for one in COMMAND.finditer(line)]
    assert [one for one in named if not _is_a_command(*one)] == []


@each
def test_modules_and_make_s_targets_exist(document: Path) -> None:
    modules = {one for line in code(document) for one in MODULE.findall(line)} - {"venv"}
    assert [one for one in modules if not find_spec(one)] == []
    targets = {one for line in code(document) for one in TARGET.findall(line)}
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert targets - rules - {"python"} == set(), "beside `apt install … make python3`"


@pytest.mark.parametrize("document", GUIDES, ids=title)
def test_names_of_settings_stand_in_the_program(document: Path) -> None:
    named = {one for line in code(document) for one in SETTING.findall(line)}
    assert [one for one in named if one not in sources()] == []


@each
def test_files_are_where_they_are_said_to_be(document: Path) -> None:
    tops = {path.name for path in (ROOT, ROOT / "marketplace") for path in path.iterdir()}
    named = {one for line in code(document) for one in FILE.findall(line)}
    ours = {one for one in named if one.split("/")[0] in tops - {"var"} and ".env" not in one}
    assert [one for one in ours if not _is_there(PLACE.sub("*", one))] == []


def _is_there(path: str) -> bool:
    """The file, the folder, the beginning of a decision's name, or a name in a module."""
    ways = (path, f"{path}.py", f"{path}-*", f"{path.rpartition('.')[0]}.py")
    return any(list(root.glob(way)) for root in (ROOT, ROOT / "marketplace") for way in ways if way)


@each
def test_routes_are_answered(document: Path, routes: set[str]) -> None:
    named = {
        one.removeprefix("/en").rstrip(".") or "/"
        for line in code(document)
        for one in ROUTE.findall(ADDRESS.sub(" ", line))
    }
    ours = {one for one in named if not one.startswith(OUTSIDE)}
    assert [one for one in ours if PLACE.sub("*", one) not in routes] == []


@pytest.mark.parametrize("document", GUIDES, ids=title)
def test_what_pages_are_said_to_say_they_say(document: Path) -> None:
    text = prose(document)
    shown = re.findall(r"(?<![*\w])\*([A-Z][^*\n]*?)\*(?!\*)", text)
    for quoted in re.findall(r"«([^»]+)»", text):
        shown.append(quoted)
    both = words("en") + words("fa")
    assert [one for one in shown if _folded(one) not in both] == []
