"""What each row does, by its name: one request, or the whole guest order.

A new row is one function in the file of those who walk so, and its name in that file's ROWS.
"""

import re

from bench.client import Client
from bench.walks import office, ordering, reading
from bench.walks.scene import Places, Scene, Walk

PRODUCT = re.compile(rb'href="(/i/[^"]+)"')


def _bare(client: Client, _scene: Scene) -> None:
    client.get("/")


SHOP: dict[str, Walk] = {"bare": _bare} | reading.ROWS | reading.KEPT | ordering.ROWS
EVERY = SHOP | ordering.EURO | office.ROWS


def look_around(client: Client, pages: int = 12) -> Places:
    """Products from the first pages of the list, and those of them that are offered."""
    seen: list[str] = []
    for number in range(1, pages + 1):
        found = PRODUCT.findall(client.get(f"/pieces?page={number}"))
        seen += [path.decode() for path in dict.fromkeys(found)]
    seen = list(dict.fromkeys(seen))
    return Places(seen, [path for path in seen if ordering.LISTING.search(client.get(path))])
