"""Join the Persian sentences, compile them, and check that every sentence in the code has one."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from marketplace.kernel.files import write_whole

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "marketplace/translations/fa"
COMPILED = SOURCES / "LC_MESSAGES/messages.mo"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "_l": None,
    "N_": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
METHODS = {
    "marketplace": [("**.py", "python")],
    "templates": [("**.*", "jinja2.ext:babel_extract")],
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
STRAY_PERCENT = re.compile(r"%(?!\(\w+\)[sd]|%)")
PLURALS = "nplurals=2; plural=(n > 1);"  # «یک کار» beside «۲ کار»; Babel knows one form only
Sentence = str | tuple[str, ...]


class CatalogueError(Exception):
    """What is wrong with the translations, one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))


def merged(sources: Path = SOURCES) -> Catalog:
    """All areas in one catalogue. Raises CatalogueError on a doubtful entry."""
    catalog = Catalog(locale="fa", domain="messages")
    catalog.mime_headers = [("Plural-Forms", PLURALS)]
    seen: dict[str, tuple[Message, str]] = {}
    problems: list[str] = []
    for path in sorted(sources.glob("*.po")):
        for message in _messages(path):
            place = f"{path.name}:{message.lineno}"
            problems += [f"{place}: {fault}: {_first(message.id)!r}" for fault in _faults(message)]
            known, where = seen.setdefault(_first(message.id), (message, place))
            if known.string != message.string or known.id != message.id:
                problems.append(f"{place}: not the Persian of {where}: {_first(message.id)!r}")
            catalog.add(message.id, message.string)
    if problems:
        raise CatalogueError(problems)
    return catalog


def _messages(path: Path) -> Iterator[Message]:
    try:
        with path.open("rb") as file:
            yield from (m for m in read_po(file, locale="fa", abort_invalid=True) if m.id)
    except PoFileError as error:
        raise CatalogueError([f"{path.name}: {error}"]) from error


def _faults(message: Message) -> Iterator[str]:
    ids, strings = _all(message.id), _all(message.string)
    if message.fuzzy:
        yield "marked fuzzy"
    if not all(strings):
        yield "no Persian"
    if len(ids) != len(strings):
        yield "Persian for one and for many is wanted"
    wanted = {name for text in ids for name in PLACEHOLDER.findall(text)}
    given = {name for text in strings for name in PLACEHOLDER.findall(text)}
    if all(strings) and wanted != given:
        yield f"placeholders differ ({', '.join(sorted(wanted ^ given))})"
    if any(STRAY_PERCENT.search(text) for text in ids + strings):
        yield "a % that is no placeholder; write %%"


def used(root: Path = ROOT) -> dict[str, tuple[Sentence, str]]:
    """Every sentence in Python and templates by its first form, with one place where it stands."""
    found: dict[str, tuple[Sentence, str]] = {}
    for folder, methods in METHODS.items():
        if not (root / folder).is_dir():
            continue
        rows = extract_from_dir(
            root / folder, methods, options_map={"**.*": {"silent": "false"}}, keywords=KEYWORDS
        )
        for name, line, sentence, _comments, _context in rows:
            found.setdefault(_first(sentence), (sentence, f"{folder}/{name}:{line}"))
    return found


def lacking(catalog: Catalog, root: Path = ROOT) -> list[str]:
    """A line for each sentence of the code that has no Persian, or not for both its forms."""
    lines = []
    for first, (sentence, place) in used(root).items():
        message = catalog.get(first)
        if message is None:
            lines.append(f"{place}: no Persian for {first!r}")
        elif isinstance(sentence, tuple) and message.id != sentence:
            lines.append(f"{place}: the Persian has no plural of {first!r}")
    return sorted(lines)


def unused(catalog: Catalog, root: Path = ROOT) -> list[str]:
    """Sentences that have Persian and stand nowhere in the code."""
    return sorted({_first(message.id) for message in catalog if message.id} - set(used(root)))


def compile_to(target: Path, catalog: Catalog) -> None:
    """Write the catalogue where the application reads it, in one step."""
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    write_whole(target, compiled.getvalue())


def _all(value: Sentence) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _first(value: Sentence) -> str:
    return _all(value)[0]


def main(arguments: list[str]) -> int:
    """Compile, or with --check compare with the code; 1 when something is wrong."""
    try:
        catalog = merged()
        if "--check" not in arguments:
            compile_to(COMPILED, catalog)
            return 0
        if missing := lacking(catalog):
            raise CatalogueError(missing)
    except CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    for sentence in unused(catalog):
        print(f"unused: {sentence!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
