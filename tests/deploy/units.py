"""The files of deploy/ as the machine would read them."""

import configparser
import os
import re
import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = DEPLOY / "systemd"
HOUSE = "/opt/caravanserai"


class _Unit(configparser.ConfigParser):
    """A unit file; names keep their case."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit(name: str) -> _Unit:
    """One unit file."""
    found = _Unit(interpolation=None, strict=True)
    found.read_string((UNITS / name).read_text())
    return found


def here(text: str) -> str:
    """The same with this checkout in the place of /opt/caravanserai."""
    return text.replace(f"{HOUSE}/.venv/bin/python", sys.executable).replace(HOUSE, str(ROOT))


def command(name: str, line: str = "ExecStart") -> list[str]:
    """What the unit starts, from this checkout."""
    return shlex.split(here(unit(name)["Service"][line]))


def example() -> dict[str, str]:
    """The environment of caravanserai.env.example."""
    lines = (DEPLOY / "caravanserai.env.example").read_text().splitlines()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    assert all(equals and re.fullmatch("[A-Z_]+", name) for name, equals, _value in pairs), pairs
    return {name: value for name, _equals, value in pairs}


def environ(database_url: str, scratch: Path, port: int) -> dict[str, str]:
    """The example's environment with this test's places and secrets, and nothing of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | example() | {
        "SECRET_KEY": "a secret that somebody made for this machine",
        "BACKUP_KEY": "another secret that somebody made",
        "DATABASE_URL": database_url,
        "VAR_DIR": str(scratch / "var"),
        "BACKUP_TO": str(scratch / "backups"),
        "PORT": str(port),
        "SMS_KEY": "",
    }  # fmt: skip
