"""The whole guest order, fetched, posted or paid on a gateway's page."""

import itertools
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from bench import online, stripe
from bench.client import Client, Failed
from bench.walks.scene import Scene, Walk

MAKER = re.compile(rb'href="(/makers/[^"]+)"')
METHOD = re.compile(rb'name="delivery" value="(\d+)"')
LIGHT = re.compile("(?<![۰-۹٬])[۰-۹]{2,3} گرم")  # below a kilogram
LISTING = re.compile(rb'name="listing" value="([^"]+)"')
TOKEN = re.compile(rb"/o/([\w-]+)/")
SEEN = re.compile(r'name="(expected_\w+)" value="(\w+)"')
ADDRESS = {"province": "tehran", "county": "ری", "city": "شهرری", "street": "خیابان نمونه، پلاک ۴",
           "postal_code": "1234567891"}  # fmt: skip
_mobiles = itertools.count(1_000_000)


def _order(client: Client, scene: Scene, **more: str) -> bytes:
    """Product, basket, checkout, check, confirmation, status: six requests after redirects."""
    client.forget()
    listing = LISTING.search(client.get(next(scene.wanted)))
    while listing is None:  # reserved by the order before
        listing = LISTING.search(client.get(next(scene.wanted)))
    client.post("/basket/lines", listing=listing.group(1).decode())
    client.get("/checkout")
    return _confirm(client, scene, **more)


def _posted(client: Client, scene: Scene) -> None:
    """The same with two makers' pieces, sent by post: eight requests after redirects."""
    client.forget()
    makers: set[bytes] = set()
    while len(makers) < 2:
        page = client.get(next(scene.wanted))
        listing, maker = LISTING.search(page), MAKER.search(page)
        if listing and maker and maker.group(1) not in makers and LIGHT.search(page.decode()):
            client.post("/basket/lines", listing=listing.group(1).decode())
            makers.add(maker.group(1))
    method = METHOD.search(client.get("/checkout"))
    if method is None:
        raise Failed("nothing is posted")
    _confirm(client, scene, delivery=method.group(1).decode(), **ADDRESS)


def _confirm(client: Client, scene: Scene, **fields: str) -> bytes:
    """From the checkout to the page of the order."""
    mobile = f"0912{next(_mobiles)}"
    check = client.post("/checkout", name="سارا م", mobile=mobile, **fields)
    seen = dict(SEEN.findall(check.decode()))
    if len(seen) != 2:
        raise Failed("no check page")
    status = client.post("/checkout/check", code=scene.codes(mobile), **seen)
    if SEEN.search(status.decode()):
        raise Failed("not confirmed")
    return status


def _paid(gateway: str, pays: Callable[[str], str]) -> Walk:
    """The same, paid on a gateway's page: four requests more, and what they ask the gateway."""

    def walk(client: Client, scene: Scene) -> None:
        found = TOKEN.search(_order(client, scene, pay_method=gateway))
        if found is None:
            raise Failed("no address of the order")
        token = found.group(1).decode()
        scene.answer(token)
        client.get(f"/o/{token}")
        page = client.leave(f"/o/{token}/payments", gateway=gateway)
        back = urlsplit(pays(page))
        if "پرداخت شد" not in client.get(f"{back.path}?{back.query}").decode():
            raise Failed("not paid")

    return walk


ROWS: dict[str, Walk] = {
    "order": _order, "posted": _posted, "online": _paid("zarinpal", online.pay),
}  # fmt: skip
EURO: dict[str, Walk] = {"stripe": _paid("stripe", stripe.pay)}
