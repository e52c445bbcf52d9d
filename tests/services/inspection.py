"""The window through which a test looks at a double: /_messages and /_faults."""

import json
import os
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar

from tests.services.faults import Faults


class Inspected(BaseHTTPRequestHandler):
    """A handler whose underscore paths belong to the test; the rest is the subclass's `serve`."""

    protocol_version = "HTTP/1.1"
    faults: ClassVar[Faults]
    messages: ClassVar[list[dict[str, Any]]]

    def do_GET(self) -> None:
        if self.path == "/_messages":
            self.answer(200, list(self.messages))
        else:
            self.serve(self.body())

    def do_POST(self) -> None:
        body = self.body()
        if self.path == "/_faults":
            self.faults.read(json.loads(body))
            self.answer(200, {})
        else:
            self.serve(body)

    def do_DELETE(self) -> None:
        if self.path == "/_messages":
            self.messages.clear()
        self.faults.clear()
        self.answer(200, {})

    def serve(self, body: bytes) -> None:
        """Speak the protocol that is doubled."""
        self.answer(404, {})

    def body(self) -> bytes:
        """The whole request body."""
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def handle(self) -> None:
        """Let a client go away whenever it likes."""
        with suppress(ConnectionError):
            super().handle()

    def answer(self, status: int, value: object) -> None:
        """One JSON answer."""
        content = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what people are sent stands in no log."""


def wanted_ports() -> list[int]:
    """The ports named on the command line, zero for any."""
    return [int(word) for word in sys.argv[1:]] or [0, 0]


def announce() -> None:
    """Say that the ports are open, then live as long as the process that started us."""
    print("ready", flush=True)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)
