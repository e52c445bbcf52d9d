"""What each row does: one request, or the whole guest order."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode, urlsplit

from bench import stripe
from bench.client import Client, Failed
from bench.online import Answer, pay

ASKED = ("گلیم", "جاجيم راه راه", "خورجین", "دستباف", "قالی چه", "جوراب پشمي", "kilim", "indigo")
LISTS = (
    "/pieces",
    "/pieces?page=2",
    "/pieces/kilim",
    "/pieces/jajim?sort=cheap",
    "/pieces?ready=1",
)
PRODUCT = re.compile(rb'href="(/i/[^"]+)"')
MAKER = re.compile(rb'href="(/makers/[^"]+)"')
METHOD = re.compile(rb'name="delivery" value="(\d+)"')
LIGHT = re.compile("(?<![۰-۹٬])[۰-۹]{2,3} گرم")  # below a kilogram
LISTING = re.compile(rb'name="listing" value="([^"]+)"')
TOKEN = re.compile(rb"/o/([\w-]+)/")
SEEN = re.compile(r'name="(expected_\w+)" value="(\w+)"')
ADDRESS = {"province": "tehran", "county": "ری", "city": "شهرری", "street": "خیابان نمونه، پلاک ۴",
           "postal_code": "1234567891"}  # fmt: skip
DEEP = (
    "/office/orders?view=all&after={place}",
    "/office/orders?state=closed&delivery=post&sort=new&after={place}",
    "/office/orders?state=lapsed&state=cancelled&channel=web&sort=new&after={place}",
    "/office/orders?province=tehran&sort=new&after={place}",
)
STAFF = {"login": "moderator@example.org", "password": "seven-booths-demo"}
_mobiles = itertools.count(1_000_000)
_addresses = itertools.count()

Codes = Callable[[str], str]
Walk = Callable[[Client], None]
Pays = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses found by looking: products for reading, others for ordering, never the same."""

    products: list[str]
    orders: list[str]


def look_around(client: Client, pages: int = 12) -> Places:
    """Products from the first pages of the list; those to order can all be ordered often."""
    seen: list[str] = []
    for number in range(1, pages + 1):
        found = PRODUCT.findall(client.get(f"/pieces?page={number}"))
        seen += [path.decode() for path in dict.fromkeys(found)]
    seen = list(dict.fromkeys(seen))
    return Places(seen, [path for path in seen if _plenty(client, path)])


def _plenty(client: Client, path: str) -> bool:
    """Whether the page offers the piece at all."""
    return LISTING.search(client.get(path)) is not None


def rows(places: Places, codes: Codes, answer: Answer) -> dict[str, Walk]:
    """Each row's walk, by its name."""
    dice = Random(1405)
    wanted = iter(itertools.cycle(places.orders))
    return {
        "bare": lambda client: _get(client, "/"),
        "home": lambda client: _get(client, _new("/")),
        "product": lambda client: _get(client, _new(dice.choice(places.products))),
        "list": lambda client: _get(client, _new(dice.choice(LISTS))),
        "search": lambda client: _get(client, _new(f"/pieces?{_query(dice.choice(ASKED))}")),
        "home_kept": lambda client: _get(client, "/"),
        "product_kept": lambda client: _get(client, dice.choice(places.products[:24])),
        "list_kept": lambda client: _get(client, dice.choice(LISTS)),
        "order": lambda client: _order(client, wanted, codes),
        "posted": lambda client: _posted(client, wanted, codes),
        "online": lambda client: _online(client, wanted, codes, answer, "zarinpal", pay),
        "stripe": lambda client: _online(client, wanted, codes, answer, "stripe", stripe.pay),
        "orders_first": lambda client: _office(client, "/office/orders?view=all"),
        "orders_deep": lambda client: _office(client, dice.choice(DEEP).format(
            place=dice.randrange(2_000, 100_000))),
    }  # fmt: skip


def _new(path: str) -> str:
    """The same page under an address that nobody asked for: it is drawn, not kept."""
    return f"{path}{'&' if '?' in path else '?'}new={next(_addresses)}"


def _get(client: Client, path: str) -> None:
    client.get(path)


def _office(client: Client, path: str) -> None:
    """A page of the office; whoever asks signs in first, once."""
    client.sign_in("/account/staff", **STAFF)
    if b"<table" not in client.get(path):
        raise Failed(f"{path}: no orders")


def _query(words: str) -> str:
    return urlencode({"q": words})


def _order(client: Client, wanted: Iterator[str], codes: Codes, **more: str) -> bytes:
    """Product, basket, checkout, check, confirmation, status: six requests after redirects."""
    client.forget()
    listing = LISTING.search(client.get(next(wanted)))
    while listing is None:  # reserved by the order before
        listing = LISTING.search(client.get(next(wanted)))
    mobile = f"0912{next(_mobiles)}"
    client.post("/basket/lines", listing=listing.group(1).decode())
    client.get("/checkout")
    check = client.post("/checkout", name="سارا م", mobile=mobile, **more)
    seen = dict(SEEN.findall(check.decode()))
    if len(seen) != 2:
        raise Failed("no check page")
    status = client.post("/checkout/check", code=codes(mobile), **seen)
    if SEEN.search(status.decode()):
        raise Failed("not confirmed")
    return status


def _online(
    client: Client, wanted: Iterator[str], codes: Codes, answer: Answer, gateway: str, pays: Pays
) -> None:
    """The same, paid on a gateway's page: four requests more, and what they ask the gateway."""
    found = TOKEN.search(_order(client, wanted, codes, pay_method=gateway))
    if found is None:
        raise Failed("no address of the order")
    token = found.group(1).decode()
    answer(token)
    client.get(f"/o/{token}")
    page = client.leave(f"/o/{token}/payments", gateway=gateway)
    back = urlsplit(pays(page))
    if "پرداخت شد" not in client.get(f"{back.path}?{back.query}").decode():
        raise Failed("not paid")


def _posted(client: Client, wanted: Iterator[str], codes: Codes) -> None:
    """The same with two makers' pieces, sent by post: eight requests after redirects."""
    client.forget()
    makers: set[bytes] = set()
    while len(makers) < 2:
        page = client.get(next(wanted))
        listing, maker = LISTING.search(page), MAKER.search(page)
        if listing and maker and maker.group(1) not in makers and LIGHT.search(page.decode()):
            client.post("/basket/lines", listing=listing.group(1).decode())
            makers.add(maker.group(1))
    method = METHOD.search(client.get("/checkout"))
    if method is None:
        raise Failed("nothing is posted")
    mobile = f"0912{next(_mobiles)}"
    way = {"delivery": method.group(1).decode()} | ADDRESS
    check = client.post("/checkout", name="سارا م", mobile=mobile, **way)
    seen = dict(SEEN.findall(check.decode()))
    if len(seen) != 2:
        raise Failed("no check page")
    status = client.post("/checkout/check", code=codes(mobile), **seen)
    if SEEN.search(status.decode()):
        raise Failed("not confirmed")
