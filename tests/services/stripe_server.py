"""Stripe on loopback: its API, its pay page and its webhooks, with a memory and with bad days.

Faults of the API: refuse (402 card_error), error (HTTP 500, nothing done), limit (429), hang (no
answer, nothing done), delay (seconds), drop (done, but the line is cut before the answer), garbage
(200, no JSON). What people and banks do is told to /_do: {"do": "pay", "key": "cs_test_…"}.
"""

import json
import threading
import time
from http.server import ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import urlsplit

from stripe._api_version import _ApiVersion

from tests.services import stripe_form, stripe_page
from tests.services.faults import Faults
from tests.services.inspection import Inspected, announce, wanted_ports
from tests.services.stripe_api import Api
from tests.services.stripe_bank import Bank
from tests.services.stripe_hooks import Hooks
from tests.services.stripe_refusals import Refusal

KEY, SECRET = "sk_test_double", "whsec_double"
BROKEN = Refusal(500, "", "An unknown error occurred.", kind="api_error")
FAULTS = {
    "refuse": Refusal(402, "card_declined", "Your card was declined.", kind="card_error"),
    "limit": Refusal(429, "rate_limit", "Too many requests."),
    "error": BROKEN,
}


class Stripe(Inspected):
    """/v1/… for the shop, /c/pay/… for its buyers, underscore paths for the test."""

    faults = Faults()
    messages = []
    hooks: ClassVar[Hooks]
    bank: ClassVar[Bank]
    api: ClassVar[Api]
    one_at_a_time = threading.RLock()

    def do_POST(self) -> None:
        if self.path != "/_do":
            super().do_POST()
            return
        wish = json.loads(self.body())
        try:
            self.answer(200, self._do(wish.pop("do"), wish))
        except Refusal as refusal:
            self.answer(refusal.status, {"error": refusal.error})

    def do_DELETE(self) -> None:
        if self.path == "/_messages":
            with self.one_at_a_time:
                self.bank.forget()
                self.hooks.forget()
                self.api.forget()
            super().do_DELETE()
        else:
            self.serve(self.body())

    def _do(self, what: str, wish: dict[str, Any]) -> Any:
        if what == "hooks":
            self.hooks.set(wish)
        elif what == "release":
            self.hooks.release(**wish)
        elif what == "letters":
            return [self.hooks.signed(one, wish.get("age", 0)) for one in self.hooks.held]
        elif what == "forget_letters":
            self.hooks.held.clear()
        elif what == "sent":
            return self.hooks.sent
        elif what == "clock":
            self.bank.ahead = wish["ahead"]
        elif what == "settle":
            self.bank.settles = wish["currency"]
        elif what == "rows":
            return [row for row in self.bank.rows.values() if row["object"] == wish["object"]]
        else:
            with self.one_at_a_time:
                return getattr(self.bank, what)(**wish)
        return {}

    def serve(self, body: bytes) -> None:
        address = urlsplit(self.path)
        if address.path.startswith("/c/pay/"):
            self._pay_page(address.path.removeprefix("/c/pay/"), body)
        elif address.path.startswith("/v1/"):
            self._answer_api(address.path, address.query, body.decode())
        else:
            self.answer(404, {})

    def _answer_api(self, path: str, query: str, body: str) -> None:
        fault = self.faults.take()
        if fault.mode == "hang":
            self.faults.wait_until_cleared()
            self.close_connection = True
            return
        if fault.mode == "delay":
            time.sleep(fault.seconds)
        try:
            if fault.mode in FAULTS:
                raise FAULTS[fault.mode]
            with self.one_at_a_time:
                status, answer, headers = self.api.call(
                    self.command, path, stripe_form.read(query or body), self.headers
                )
        except Refusal as refusal:
            status, answer, headers = refusal.status, {"error": refusal.error}, {}
        if fault.mode == "drop":
            self.close_connection = True
        elif fault.mode == "garbage":
            self.write(200, "text/html", "<html>Service unavailable</html>")
        else:
            self.write(status, "application/json", json.dumps(answer), headers)

    def _pay_page(self, key: str, body: bytes) -> None:
        with self.one_at_a_time:
            try:
                session = self.bank.session(key)
                card = stripe_form.read(body.decode()).get("card")
                if card and session["status"] == "open":
                    self.bank.pay(key, card=str(card))
            except Refusal as refusal:
                self.write(refusal.status, "text/html; charset=utf-8", str(refusal))
                return
        if session["status"] == "complete":
            self.write(303, "text/html", "", {"Location": stripe_page.success(session)})
            return
        error = "Your card was declined." if card else ""
        page = stripe_page.draw(session, self.bank.lines[key], error)
        self.write(200, "text/html; charset=utf-8", page)

    def write(
        self, status: int, kind: str, text: str, headers: dict[str, str] | None = None
    ) -> None:
        """One answer of any kind."""
        content = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


if __name__ == "__main__":
    port = wanted_ports()[0]
    server = ThreadingHTTPServer(("127.0.0.1", port), Stripe)
    server.daemon_threads = True
    Stripe.hooks = Hooks(SECRET)
    Stripe.bank = Bank(
        _ApiVersion.CURRENT, f"http://127.0.0.1:{server.server_port}", Stripe.hooks.tell
    )
    Stripe.api = Api(Stripe.bank, KEY)
    announce()
    server.serve_forever()
