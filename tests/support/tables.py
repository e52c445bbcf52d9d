"""Tables of pieces as people send them: Excel, CSV, and ZIPs of photos."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
from werkzeug.datastructures import FileStorage

PERSIAN = {
    "own_code": "کد خودتان", "title_fa": "نام", "category": "دسته", "price": "قیمت (تومان)",
    "quantity": "تعداد", "width": "عرض، سانتی‌متر", "length": "طول، سانتی‌متر",
    "material_fa": "جنس", "hand": "کار دست", "photos": "عکس‌ها", "story_fa": "قصه",
}  # fmt: skip


def line(number: int, **cells: Any) -> dict[str, Any]:
    """A line with everything that review asks for, but a photo."""
    plain = {
        "own_code": f"K-{number}", "title_fa": f"گلیم شمارهٔ {number}", "category": "گلیم",
        "price": "۱٬۸۵۰٬۰۰۰", "width": 100, "length": "۱۵۰", "material_fa": "پشم", "hand": "همه‌اش",
    }  # fmt: skip
    return plain | cells


def rows_of(
    lines: Sequence[Mapping[str, Any]], names: Mapping[str, str] = PERSIAN
) -> list[list[Any]]:
    """The lines under the columns' names."""
    keys = [key for key in names if any(key in one for one in lines)]
    return [[names[key] for key in keys], *([one.get(key) for key in keys] for one in lines)]


def excel(
    lines: Sequence[Mapping[str, Any]], name: str = "pieces.xlsx",
    names: Mapping[str, str] = PERSIAN,
) -> FileStorage:  # fmt: skip
    """An Excel file with Persian names of columns."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows_of(lines, names):
        book.active.append(row)
    book.save(file)
    return FileStorage(io.BytesIO(file.getvalue()), filename=name)


def text(rows: Sequence[Sequence[Any]], mark: str = ",", encoding: str = "utf-8") -> FileStorage:
    """A CSV file."""
    file = io.StringIO()
    csv.writer(file, delimiter=mark).writerows(rows)
    return FileStorage(io.BytesIO(file.getvalue().encode(encoding)), filename="pieces.csv")


def zipped(files: Mapping[str, bytes]) -> FileStorage:
    """A ZIP of these files."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return FileStorage(io.BytesIO(kept.getvalue()), filename="photos.zip")
