"""Requests written and read by hand, so that something can happen in the middle of one."""

import re
import socket
import struct
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx

from tests.faults.guests import OURS
from tests.support.live import LiveServer

HEAVY = 12_000_000  # bytes, more than the lines between two programs hold
FORM = "application/x-www-form-urlencoded"


class Line:
    """One request of a program that writes and reads when the test says so."""

    def __init__(self, server: LiveServer, method: str, path: str, **headers: str) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        self._socket.settimeout(60)
        self._socket.connect(("127.0.0.1", server.port))
        told = {"Host": urlsplit(server.url).netloc, **headers}
        head = [f"{method} {path} HTTP/1.1", *(f"{name}: {it}" for name, it in told.items())]
        self.send("\r\n".join([*head, "", ""]).encode())

    def send(self, data: bytes) -> None:
        """Write so much more of the request."""
        self._socket.sendall(data)

    def read(self) -> tuple[int, dict[str, str], bytes]:
        """The answer's code, headers and body, which must be whole."""
        with self._socket.makefile("rb") as file:
            code = int(file.readline().split()[1])
            lines = iter(lambda: file.readline().decode().strip(), "")
            headers = {one.partition(":")[0].lower(): one.partition(": ")[2] for one in lines}
            size = int(headers.get("content-length", 0))
            body = file.read(size)
        self.leave()
        assert len(body) == size, f"cut off after {len(body)} of {size} bytes"
        return code, headers, body

    def hang_up(self) -> None:
        """Nothing more is sent; the answer can still be read."""
        self._socket.shutdown(socket.SHUT_WR)

    def leave(self, *, rudely: bool = False) -> None:
        """Close it; rudely is how a phone vanishes whose battery is empty."""
        if rudely:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()


def unfinished(
    server: LiveServer, browser: httpx.Client, path: str, form: dict[str, str]
) -> tuple[Line, bytes]:
    """A browser's form on a slow line; and the last byte, which is still to be sent."""
    body = urlencode(form).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    more = {"Content-Type": FORM, "Content-Length": str(len(body)), "Cookie": cookies}
    line = Line(server, "POST", path, **OURS, **more)
    line.send(body[:-1])
    return line, body[-1:]


def a_heavy_picture(server: LiveServer) -> str:
    """The address of a published picture whose file is as large as files may be."""
    page = httpx.get(f"{server.url}/pieces").text
    address = re.findall(r"/m/[^\"' ]+\.jpg", page)[0]
    (file,) = Path(server.var, "media").rglob("/".join(address.split("/")[2:]))
    with file.open("ab") as more:
        more.truncate(HEAVY)
    return address
