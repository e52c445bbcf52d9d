"""A table that a person sent: CSV in whatever encoding, or Excel, as rows of text within limits."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.catalogue.imports.words import Words
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, bare

MOST_LINES = 2000
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 300  # files inside an Excel file
MOST_COLUMNS = 60
LONGEST_CELL = 5000
EMPTY_IN_A_ROW = 200  # lines without anything, after which nothing more is looked for
HEADER_WITHIN = 10
LEAST_KNOWN = 2  # columns, in the line that names them
ARABIC_LETTERS = str.maketrans("يك", "یک")
Lines = Iterable[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by key in the file's order, the names nobody knows, and the lines under them."""

    columns: list[str]
    unknown: list[str]
    lines: list[tuple[int, dict[str, str]]]


def read(data: bytes, words: Words, examples: frozenset[str]) -> Table:
    """The table in a file. Lines whose own code is one of the examples' are left out.

    Raises DomainError with what to do about it."""
    if not data:
        raise _wrong(N_("The file did not arrive. Please choose it and send it again."))
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 1024**2
        raise _wrong(N_("This file is larger than %(most)s megabytes."), most=most)
    return _table(_of_excel(data) if data.startswith(b"PK") else _of_csv(data), words, examples)


def _table(lines: Lines, words: Words, examples: frozenset[str]) -> Table:
    found, header, places = [], [], dict[int, str]()
    for number, cells in lines:
        if not places:
            places = _places(cells, words)
            header = cells
            if not places and number >= HEADER_WITHIN:
                break
            continue
        typed = {key: cells[at] for at, key in places.items() if at < len(cells) and cells[at]}
        if typed and typed.get("own_code", "") not in examples:
            found.append((number, typed))
        if len(found) > MOST_LINES:
            raise _wrong(
                N_("The table has more than %(most)s lines. Send it in parts."), most=MOST_LINES
            )
    if not places:
        raise _wrong(
            N_(
                "The first line must name the columns, such as “Your own code” and “Name”. The"
                " sample file has them all."
            )
        )
    if not found:
        raise _wrong(N_("There is no piece under the names of the columns."))
    unknown = [name[:60] for at, name in enumerate(header) if name and at not in places]
    return Table(list(places.values()), unknown, found)


def _places(cells: list[str], words: Words) -> dict[int, str]:
    """Column by place, if this line names the columns. Raises DomainError for a name twice."""
    places = {at: key for at, cell in enumerate(cells) if (key := words.column(cell))}
    if len(places) < LEAST_KNOWN:
        return {}
    keys = list(places.values())
    for at, key in places.items():
        if keys.count(key) > 1:
            raise _wrong(N_("The column “%(name)s” is there twice."), name=cells[at][:60])
    return places


def _of_csv(data: bytes) -> Lines:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _wrong(N_("This is an old Excel file. Save it as .xlsx or as CSV and send it again."))
    text = _decoded(data)
    lines = text.splitlines()
    first = lines[0] if lines else ""
    told = re.fullmatch(r"sep=(.)", first.strip())
    marks = {mark: first.count(mark) for mark in (",", ";", "\t", "؛")}
    mark = told[1] if told else max(marks, key=lambda one: marks[one])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for number, row in enumerate(reader, 1):
            if not (told and number == 1):
                yield number, [_bare(cell) for cell in row[:MOST_COLUMNS]]
    except csv.Error:
        raise _unreadable() from None


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1256"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.translate(ARABIC_LETTERS) if encoding == "cp1256" else text
    raise _unreadable()


def _bare(cell: str) -> str:
    """The cell without the mark that keeps spreadsheets from reading it as a formula."""
    return bare(cell[:LONGEST_CELL]).strip()


def _of_excel(data: bytes) -> Lines:
    _look_inside(data)
    try:
        import openpyxl  # only here: megabytes of every process, and few send tables

        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        sheet = book.worksheets[0]
        yield from _rows(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True))
    except DomainError:
        raise
    except Exception as error:
        # a damaged or hostile file may break anywhere in the reader; none of it is kept
        raise _unreadable() from error


def _rows(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, list[str]]]:
    empty = 0
    for number, row in enumerate(rows, 1):
        cells = [_of_value(value) for value in row]
        empty = 0 if any(cells) else empty + 1
        if empty > EMPTY_IN_A_ROW:
            return
        if any(cells):
            yield number, cells


def _of_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)[:LONGEST_CELL].strip()


def _look_inside(data: bytes) -> None:
    """Refuse what is no Excel file, and what would grow too large, before anything is unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile:
        raise _unreadable() from None
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise _wrong(N_("This file holds no table. Send an Excel file (.xlsx) or CSV."))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _wrong(N_("This file is too large inside. Copy the table into a new file."))


def _unreadable() -> DomainError:
    return _wrong(
        N_("This file cannot be read. Save the table as Excel (.xlsx) or CSV and send it again.")
    )


def _wrong(sentence: str, **facts: object) -> DomainError:
    return DomainError(sentence, field="table", **facts)
