"""What a copy tells of the installation that made it."""

import tomllib

from alembic.script import ScriptDirectory
from flask import Flask

from marketplace import ROOT
from marketplace.backup.house import House
from marketplace.kernel.db import db
from marketplace.settings import Settings


def house_of(app: Flask) -> House:
    """This installation as backup and restore see it."""
    settings: Settings = app.extensions["settings"]
    head = ScriptDirectory(app.extensions["migrate"].directory).get_current_head()
    with app.app_context():
        return House(db.engine, settings.var_dir, version(), str(head))


def version() -> str:
    """This program's version."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return str(told["project"]["version"])
