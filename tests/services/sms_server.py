"""A telephone company on loopback: Kavenegar's HTTP API, with a memory and with bad days.

Faults: refuse (with a Kavenegar code), error (HTTP 500, no JSON), hang (no answer, nothing sent),
delay (seconds), drop (sent, but the line is cut before the answer), garbage (200, no JSON).
"""

import time
from http.server import ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.services.faults import Fault, Faults
from tests.services.inspection import Inspected, announce, wanted_ports
from tests.services.kavenegar import ENTRY, METHODS, REFUSALS, Refusal

KEY = "test-key"


class Kavenegar(Inspected):
    """/v1/{key}/{scope}/{method}.json by GET or POST."""

    faults = Faults()
    messages = []

    def serve(self, body: bytes) -> None:
        fault = self.faults.take()
        if fault.mode == "hang":
            self.faults.wait_until_cleared()
            self.close_connection = True
            return
        if fault.mode == "delay":
            time.sleep(fault.seconds)
        if fault.mode in ("error", "garbage"):
            self._nonsense(500 if fault.mode == "error" else 200)
            return
        try:
            entries = self._entries(body, fault)
        except Refusal as refusal:
            self._reply(refusal.code, REFUSALS[refusal.code], None)
            return
        if fault.mode == "drop":
            self.close_connection = True
            return
        self._reply(200, "تایید شد", entries)

    def _entries(self, body: bytes, fault: Fault) -> list[dict[str, object]]:
        if fault.mode == "refuse":
            raise Refusal(fault.code or 418)
        address = urlsplit(self.path)
        parts = unquote(address.path).strip("/").split("/", 2)
        if len(parts) != 3 or parts[0] != "v1" or not parts[2].endswith(".json"):
            raise Refusal(404)
        if parts[1] != KEY:
            raise Refusal(403)
        method = METHODS.get(parts[2].removesuffix(".json"))
        if method is None:
            raise Refusal(404)
        fields = dict(parse_qsl(address.query)) | dict(parse_qsl(body.decode()))
        rows = method(fields, self.messages)
        return [{key: row[key] for key in ENTRY if key in row} for row in rows]

    def _reply(self, code: int, message: str, entries: object) -> None:
        self.answer(code, {"return": {"status": code, "message": message}, "entries": entries})

    def _nonsense(self, status: int) -> None:
        content = b"<html><body>Server Error</body></html>"
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", wanted_ports()[0]), Kavenegar)
    server.daemon_threads = True
    announce()
    server.serve_forever()
