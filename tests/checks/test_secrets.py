"""No key of a real account stands in the repository, and files that hold keys stay out of it."""

import re
from pathlib import Path

import pytest

from tests.checks.sources import ROOT

FOLDERS = ("bench", "demo", "deploy", "docs", "marketplace", "migrations", "static", "templates",
           "tests", "tools")  # fmt: skip
KEYS = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY|\b[sr]k_live_\w{8}|\bwhsec_[A-Za-z0-9+/]{24}"
    rb"|\bAKIA[0-9A-Z]{16}|\bgh[pousr]_\w{30}|\bxox[abp]-\w{8}"
)


def files(top: str) -> list[Path]:
    """What is written by hand below a folder."""
    found = (ROOT / top).rglob("*")
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


@pytest.mark.parametrize("top", FOLDERS)
def test_no_key_stands_in_a_file(top: str) -> None:
    assert [path.name for path in files(top) if KEYS.search(path.read_bytes())] == []


@pytest.mark.parametrize("name", ["deploy/caravanserai.env", "deploy/database.env", "var/"])
def test_what_holds_keys_is_ignored(name: str) -> None:
    ignored = (ROOT / ".gitignore").read_text().split()
    assert any(Path(name).match(rule.strip("/")) for rule in ignored if rule[0] != "!")
