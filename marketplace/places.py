"""Places that the settings name: what cannot be read or written stops the start in a sentence."""

import os
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from marketplace.addresses import DATABASE
from marketplace.settings import Settings, UnsafeSettings

FILE = "sqlite:///"


def require(settings: Settings) -> None:
    """Make VAR_DIR. Raises UnsafeSettings where we may not write there, where SQLite may not, or
    when the driver cannot read the database's address."""
    try:
        make_url(settings.driver_url)
    except (ArgumentError, ValueError) as error:
        raise UnsafeSettings(DATABASE) from error
    try:
        settings.var_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnsafeSettings(
            f"VAR_DIR is {settings.var_dir}, which cannot be made: {error.strerror}."
        ) from error
    _require_writable(settings.var_dir, "VAR_DIR is {}")
    if settings.database_url.startswith(FILE):
        file = Path(settings.database_url.removeprefix(FILE).partition("?")[0])
        _require_writable(file.parent, "DATABASE_URL names a file in {}")


def _require_writable(folder: Path, named: str) -> None:
    sentence = named.format(folder)
    if not _is_folder(folder):
        raise UnsafeSettings(f"{sentence}, which is not there.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UnsafeSettings(f"{sentence}, where this user may not write.")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a folder above it is closed to us
        return False
