"""Files that others may read while they are written."""

import os
from pathlib import Path


def write_whole(path: Path, body: bytes) -> None:
    """Put `body` there in one step: a reader sees the old file or the new one, and processes that
    write the same at once do not disturb each other. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(body)
    part.replace(path)
