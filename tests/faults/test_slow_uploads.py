"""Sixty phones on a bad line send photographs at once; everybody else goes on buying."""

import socket
import threading
from urllib.parse import urlsplit

import httpx

from tests.faults.guests import Guest
from tests.support.live import LiveServer
from tests.support.outside import Telephone

PHONES, SIZE, EACH = 60, 2_000_000, 500
HEAD = (
    "POST /account/sign-in HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\n"
    "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {size}\r\n\r\n"
    '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
)


def drip(url: str, enough: threading.Event) -> None:
    """Send a photograph at 5 kB/s until told that it is enough, then break the line."""
    host = urlsplit(url).netloc
    name, port = host.split(":")
    with socket.create_connection((name, int(port)), timeout=60) as line:
        line.sendall(HEAD.format(host=host, size=SIZE).encode())
        while not enough.wait(0.1):
            line.sendall(b"x" * EACH)


def test_slow_uploads_do_not_stop_the_shop(live_server: LiveServer, sms: Telephone) -> None:
    listing = live_server.play("tests.faults.stage").split()[-1]
    enough = threading.Event()
    phones = [
        threading.Thread(target=drip, args=(live_server.url, enough), daemon=True)
        for _ in range(PHONES)
    ]
    for phone in phones:
        phone.start()
    try:
        for path in ("/", "/pieces", "/en/makers"):
            assert httpx.get(live_server.url + path, timeout=60).status_code == 200
        assert Guest(live_server.url, sms).reserve(listing)
    finally:
        enough.set()
    for phone in phones:
        phone.join(60)
    assert httpx.get(live_server.url + "/healthz", timeout=60).status_code == 200
