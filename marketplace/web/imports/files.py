"""Tables to take away: the sample, a maker's pieces, everybody's pieces."""

from collections.abc import Iterator, Sequence

from flask import Response
from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.catalogue.imports import exporting
from marketplace.catalogue.imports.columns import every
from marketplace.catalogue.imports.words import Words
from marketplace.kernel import clock
from marketplace.kernel.calendar import jalali
from marketplace.kernel.db import session
from marketplace.vendors.models import Vendor
from marketplace.web import csv_file, formatters
from marketplace.web.csv_file import Cell
from marketplace.web.imports.words import EXAMPLE, header_of, words

SAMPLE: dict[str, Cell] = {
    "title_fa": "گلیم روناسی با نقش لوزی",
    "title_en": "Madder kilim with lozenges",
    "price": 1_850_000,
    "quantity": 1,
    "width": 100,
    "length": 150,
    "weight": 2400,
    "material_fa": "پشم",
    "material_en": "Wool",
    "making_days": 20,
    "photos": "example-1.jpg; example-2.jpg",
}


def sample(kind: str) -> Response:
    """One example under the names of all columns; in Excel the choices can be picked."""
    known = words()
    offered = {
        place: list(known.shown[key].values())
        for place, key in enumerate(every(known))
        if key in known.shown
    }
    table: list[list[Cell]] = [[header_of(key, known) for key in every(known)], _example(known)]
    if kind == "csv":
        return csv_file.kept(table, "pieces-sample.csv")
    from marketplace.web import sheet_file  # with openpyxl: megabytes, for few

    return sheet_file.kept(table, "pieces-sample.xlsx", _("Pieces"), offered, _("Choices"))


def _example(known: Words) -> list[Cell]:
    cells: dict[str, Cell] = {**SAMPLE, "own_code": str(_(EXAMPLE))}
    cells |= {key: next(iter(choices.values()), "") for key, choices in known.shown.items()}
    return [cells.get(key, "") for key in every(known)]


def of_maker(vendor: Vendor, kind: str) -> Response:
    """Everything of hers, to be read back unchanged."""
    return _sent(_of(vendor.id), kind, "pieces")


def of_all(kind: str) -> Response:
    """Everybody's pieces, the maker first."""
    return _sent(_of_everybody(), kind, "all-pieces")


def _sent(table: Iterator[Sequence[Cell]], kind: str, name: str) -> Response:
    day = "-".join(f"{part:02}" for part in jalali(clock.now()))
    if kind == "csv":
        return csv_file.kept(table, f"{name}-{day}.csv")
    from marketplace.web import sheet_file  # with openpyxl: megabytes, for few

    return sheet_file.kept(table, f"{name}-{day}.xlsx", _("Pieces"))


def _of(vendor_id: int) -> Iterator[Sequence[Cell]]:
    known = words()
    yield [header_of(key, known) for key in exporting.keys(known)]
    for _listing, cells in exporting.rows(known, vendor_id):
        yield cells


def _of_everybody() -> Iterator[Sequence[Cell]]:
    known = words()
    makers = {one.id: formatters.local(one, "alias") for one in session.scalars(select(Vendor))}
    yield [_("Maker"), *(header_of(key, known) for key in exporting.keys(known))]
    for listing, cells in exporting.rows(known):
        yield [makers[listing.vendor_id], *cells]
