"""What the demo is made of: the files in demo/."""

import json
from functools import cache
from pathlib import Path
from typing import Any

PASSWORD = "seven-booths-demo"  # noqa: S105  printed at every start of the demo
FOLDER = Path(__file__).resolve().parents[3] / "demo"


@cache
def read(name: str) -> Any:
    """One of demo/texts: office, categories, makers, pieces or orders."""
    return json.loads((FOLDER / "texts" / f"{name}.json").read_text(encoding="utf-8"))


def photo(name: str) -> bytes:
    """One of demo/photos, a JPEG."""
    return (FOLDER / "photos" / f"{name}.jpg").read_bytes()
