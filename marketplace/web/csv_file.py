"""A table as a CSV file that every spreadsheet reads as text and numbers, never as formulas."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence

from flask import Response, stream_with_context

from marketplace.kernel.text import harmless
from marketplace.web.attachment import attached, of_file

BOM = "\ufeff"
TYPE = "text/csv; charset=utf-8"
Cell = str | int


def cell(value: Cell) -> Cell:
    """A number as it is; a text that a spreadsheet could take for a formula, made harmless."""
    return value if isinstance(value, int) else harmless(value)


def lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The rows, the byte order mark first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield BOM
    for row in rows:
        writer.writerow([cell(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def kept(rows: Iterable[Sequence[Cell]], name: str) -> Response:
    """The same, written to a file of its own first: a slow reader holds no database connection."""
    file = tempfile.TemporaryFile()  # noqa: SIM115
    for line in lines(rows):
        file.write(line.encode())
    return of_file(file, TYPE, name)


def download(rows: Iterable[Sequence[Cell]], name: str) -> Response:
    """The rows as a file, sent while they are read."""
    return attached(Response(stream_with_context(lines(rows)), content_type=TYPE), name)
