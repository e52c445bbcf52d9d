"""A table as an Excel file: text stays text, whatever it begins with; choices can be picked."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from flask import Response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from marketplace.kernel.text import clean
from marketplace.web.attachment import of_file
from marketplace.web.csv_file import Cell
from marketplace.web.language import locale

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDE = 22  # characters of a column
LAST = 2001  # the last line that offers choices


def kept(
    rows: Iterable[Sequence[Cell]],
    name: str,
    title: str,
    choices: Mapping[int, Sequence[str]] | None = None,
    choices_title: str = "",
) -> Response:
    """The rows, their first line the names of the columns; `choices` by place of the column stand
    on a sheet of their own. Written to a file first: a slow reader holds no connection."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    _lay_out(sheet)
    for place, offered in (choices or {}).items():
        sheet.data_validations.append(_picked(place, len(offered), choices_title))
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, bold=number == 0) for value in row])
    if choices:
        _offer(book, choices, choices_title)
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
    book.save(file)
    return of_file(file, TYPE, name)


def _lay_out(sheet: object) -> None:
    sheet.sheet_view.rightToLeft = locale() == "fa"  # type: ignore[attr-defined]
    sheet.freeze_panes = "A2"  # type: ignore[attr-defined]
    for place in range(1, 31):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = WIDE  # type: ignore[attr-defined]


def _cell(sheet: object, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    text = value if isinstance(value, int) else clean(value, multiline=True)
    cell = WriteOnlyCell(sheet, value=text)
    if isinstance(text, str):
        cell.data_type = "s"  # never a formula
    if bold:
        cell.font = Font(bold=True)
    return cell


def _picked(place: int, count: int, title: str) -> DataValidation:
    letter = get_column_letter(place + 1)
    names = f"{quote_sheetname(title[:31])}!${letter}$2:${letter}${count + 1}"
    rule = DataValidation(type="list", formula1=names, allow_blank=True, showErrorMessage=False)
    rule.add(f"{letter}2:{letter}{LAST}")
    return rule


def _offer(book: Workbook, choices: Mapping[int, Sequence[str]], title: str) -> None:
    """Each column's choices under the same letter as the column itself."""
    sheet = book.create_sheet(title[:31])
    _lay_out(sheet)
    sheet.append([])
    for line in range(max(map(len, choices.values()))):
        row: list[WriteOnlyCell | None] = [None] * (max(choices) + 1)
        for place, offered in choices.items():
            row[place] = _cell(sheet, offered[line]) if line < len(offered) else None
        sheet.append(row)
