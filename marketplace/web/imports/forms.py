"""The two files that an import takes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from wtforms import FileField

from marketplace.web.forms.fields import Form


class TableForm(Form):
    """The table itself."""

    table = FileField(_l("Your table, Excel (.xlsx) or CSV"))


class PhotosForm(Form):
    """Photos whose names stand in the table."""

    photos = FileField(_l("Photos in one ZIP file"))


def sent(file: Any, most: int) -> bytes:
    """A file's bytes, at most one more than may be; nothing when none was chosen."""
    return file.stream.read(most + 1) if isinstance(file, FileStorage) else b""
