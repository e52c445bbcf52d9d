"""A browser without eyes: keep-alive, cookies, redirects; one a thread."""

from http.client import HTTPConnection
from http.cookies import SimpleCookie
from threading import Lock
from urllib.parse import urlencode, urlsplit

import brotli

HEADERS = {"Accept-Encoding": "br, gzip", "Accept-Language": "fa", "User-Agent": "bench"}


_door = Lock()
_signed_in: dict[str, dict[str, str]] = {}  # cookies by address


class Failed(Exception):
    """The server answered something else than a page."""


class Client:
    """Speaks to one address; counts nothing, keeps cookies until `forget`."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self._connection = HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        self._origin = base
        self._cookies: dict[str, str] = {}

    def forget(self) -> None:
        """Be a new visitor."""
        self._cookies.clear()

    def sign_in(self, path: str, **who: str) -> None:
        """Be this person; one client signs in for all that speak to the same address."""
        with _door:
            if self._origin not in _signed_in:
                self.post(path, **who)
                _signed_in[self._origin] = dict(self._cookies)
        self._cookies |= _signed_in[self._origin]

    def get(self, path: str) -> bytes:
        """The decoded body of a page."""
        return self._follow("GET", path, None)

    def post(self, path: str, **fields: str) -> bytes:
        """The decoded body of the page that a form leads to."""
        return self._follow("POST", path, urlencode(fields).encode())

    def leave(self, path: str, **fields: str) -> str:
        """The address elsewhere that a form leads to."""
        status, location, _content = self._once("POST", path, urlencode(fields).encode())
        if not 300 <= status < 400:
            raise Failed(f"POST {path}: {status}")
        return location

    def _follow(self, method: str, path: str, body: bytes | None) -> bytes:
        for _ in range(4):
            status, location, content = self._once(method, path, body)
            if status < 300:
                return content
            if status >= 400 or not location:
                raise Failed(f"{method} {path}: {status}")
            target = urlsplit(location)
            method, body = "GET", None
            path = target.path + (f"?{target.query}" if target.query else "")
        raise Failed(f"{path}: too many redirects")

    def _once(self, method: str, path: str, body: bytes | None) -> tuple[int, str, bytes]:
        headers = dict(HEADERS)
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in self._cookies.items())
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
            headers |= {"Origin": self._origin, "Sec-Fetch-Site": "same-origin"}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._cookies |= {key: one.value for key, one in SimpleCookie(line).items()}
        if answer.headers.get("Content-Encoding") == "br":
            content = brotli.decompress(content)
        return answer.status, answer.headers.get("Location") or "", content
