"""Public pages as they leave the house, kept for whoever asks next.

A page is right while the database names the edition that was read before it was drawn, and until
the next moment that changes pages by time alone. It carries nothing personal, so the key is the
address, its language and the encoding. In whatever sequence an address names what it asks, and
however often, it is one page."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Lock

from flask import Flask, Response, current_app, g, request

from marketplace.discovery import hidden, kept as kept_answers
from marketplace.discovery.horizon import horizon
from marketplace.kernel import clock, edition, settled
from marketplace.kernel.db import db
from marketplace.kernel.engines import options
from marketplace.web.access import access_of
from marketplace.web.frame import preferences
from marketplace.web.language import locale
from marketplace.web.origin import SAFE

OVERHEAD = 4096  # bytes that a kept page takes besides its body: its address and its headers
LARGEST = 256 * 1024  # bytes of one page
PATIENCE = 3.0  # seconds for a page that another request draws already
Key = tuple[str, str, bytes, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished answer, until when it is right, and the edition it belongs to."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    edition: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that this request draws for all: its edition and the moment were read before."""

    key: Key
    edition: int
    began: datetime


class Pages:
    """The pages of one process, at most so many bytes; the least wanted are let go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0
        self._drawn: dict[Key, Event] = {}
        self._horizon: tuple[int, datetime, datetime] | None = None

    def find(self, key: Key, present: int) -> Kept | None:
        """The page, if it is still right."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            if kept.edition == present and clock.now() < kept.until:
                self._kept.move_to_end(key)
                return kept
            self._drop(key)
        return None

    def keep(self, key: Key, page: Kept) -> None:
        """Keep a page in place of its elder."""
        with self._lock:
            if key in self._kept:
                self._drop(key)
            self._kept[key] = page
            self._bytes += len(page.body) + OVERHEAD
            while self._bytes > self._most:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        self._bytes -= len(self._kept.pop(key).body) + OVERHEAD

    def until(self, wanted: Wanted) -> datetime:
        """Until when what was drawn now is right; asked of the database once an edition."""
        known = self._horizon
        if known and known[0] == wanted.edition and known[1] <= wanted.began < known[2]:
            return known[2]
        found = horizon(wanted.began, preferences())
        self._horizon = (wanted.edition, wanted.began, found)
        return found

    def lead(self, key: Key) -> bool:
        """Whether to draw the page for all; else wait for who does."""
        with self._lock:
            drawn = self._drawn.get(key)
            if drawn is None:
                self._drawn[key] = Event()
                return True
        drawn.wait(PATIENCE)
        return False

    def done(self, key: Key) -> None:
        """Let those who wait go on."""
        with self._lock:
            if drawn := self._drawn.pop(key, None):
                drawn.set()


def init_pages(app: Flask) -> None:
    """Answer from the kept pages before any view is called. After the logs, before the headers."""
    edition.hide(*hidden.TABLES)
    engine = db.engine
    arguments = options(str(engine.url))["connect_args"]
    edition.watch(engine, arguments)
    app.extensions["pages"] = Pages(app.extensions["settings"].page_cache)
    app.before_request(_answer)
    app.teardown_request(_let_go)


def _answer() -> Response | None:
    view = current_app.view_functions.get(request.endpoint or "")
    access = access_of(view) if view else None
    if access is None or not (access.own_unit or request.method in SAFE):
        return None  # what is one unit of work begins by itself
    began, present = clock.now(), _begin()
    shown_to_all = access.public and request.blueprint == "shop" and request.method == "GET"
    if present is None or not shown_to_all:
        return None
    pages: Pages = current_app.extensions["pages"]
    key = _key()
    kept = pages.find(key, present)
    if kept is None and pages.lead(key):
        g.page = Wanted(key, present, began)
        kept_answers.begin(present, began)
        return None
    if kept is None and (present := _begin()) is not None:
        kept = pages.find(key, present)
    return _response(kept) if kept else None


def _begin() -> int | None:
    """What is read for this request from now on belongs to the present numbers; the pages'."""
    present = edition.present()
    settled.begin(present.settled)
    return present.pages


def _key() -> Key:
    accepted = request.headers.get("Accept-Encoding", "")
    encoding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
    return locale(), request.path, _in_order(request.query_string), encoding


def _in_order(query: bytes) -> bytes:
    """By name, each pair once; pairs of one name stay as they stand, the first may be the only one
    that counts."""
    if b"&" not in query:
        return query
    pairs = sorted(dict.fromkeys(query.split(b"&")), key=_name)
    return b"&".join(pairs)


def _name(pair: bytes) -> bytes:
    return pair.partition(b"=")[0]


def _response(kept: Kept) -> Response:
    response = Response(kept.body)
    response.headers.clear()
    response.headers.extend(kept.headers)
    if "If-None-Match" in request.headers:
        response.make_conditional(request)
    return response


def keep(response: Response) -> None:
    """Keep a finished public page, if this request draws it for all."""
    wanted: Wanted | None = g.get("page")
    body = response.get_data()
    if wanted is None or len(body) > LARGEST or "Set-Cookie" in response.headers:
        return
    pages: Pages = current_app.extensions["pages"]
    page = Kept(body, tuple(response.headers), wanted.edition, pages.until(wanted))
    pages.keep(wanted.key, page)


def _let_go(_error: BaseException | None) -> None:
    kept_answers.end()
    settled.begin(None)
    if wanted := g.get("page"):
        current_app.extensions["pages"].done(wanted.key)
