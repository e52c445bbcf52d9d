"""What a copy tells of the installation that made it."""

import subprocess
import tomllib

from flask import Flask

from marketplace import ROOT
from marketplace.backup.house import House
from marketplace.kernel import schema
from marketplace.kernel.db import db
from marketplace.settings import Settings


def house_of(app: Flask) -> House:
    """This installation as backup and restore see it."""
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        return House(db.engine, settings.var_dir, version(), commit(), schema.newest())


def commit() -> str:
    """The commit that this checkout stands on; empty where it is none, as in a container."""
    asked = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    try:
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def version() -> str:
    """This program's version."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return str(told["project"]["version"])
