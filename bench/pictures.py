"""So many megabytes of pictures, written past the domain's rules."""

import os
import secrets

SIZES = {  # bytes of a picture's files, as photographs of pieces have them
    "original.jpg": 420_000, "240.webp": 9_000, "240.jpg": 13_000, "480.webp": 28_000,
    "480.jpg": 42_000, "720.webp": 55_000, "720.jpg": 84_000, "1200.webp": 120_000,
    "1200.jpg": 190_000,
}  # fmt: skip


def add_pictures(megabytes: int) -> int:
    """Pictures of about a megabyte, ready in every size; returns how many."""
    from sqlalchemy import insert

    from marketplace.kernel.db import session
    from marketplace.kernel.unit import unit_of_work
    from marketplace.media import storage
    from marketplace.media.models import Picture

    count = megabytes * 1_000_000 // sum(SIZES.values())
    keys = [secrets.token_hex(10) for _ in range(count)]
    for key in keys:
        folder = storage.pictures.path(key, "x").parent
        folder.mkdir(parents=True)
        for name, size in SIZES.items():
            (folder / name).write_bytes(os.urandom(size))
    rows = [
        {"key": key, "state": "ready", "width": 1200, "height": 1600, "sha256": key} for key in keys
    ]
    if rows:
        with unit_of_work():
            session.execute(insert(Picture), rows)
    return count
