"""ZarinPal on loopback: its v4 methods, its page where a buyer pays, and its refunds.

Each fault may be for one method alone ("on": request, verify, inquiry, unVerified, reverse,
graphql; empty for all): refuse (a code of ZarinPal's), error (HTTP 500), hang (no answer, nothing
done), delay (seconds, then done), drop (done, but the line is cut before the answer), garbage
(200, no JSON).
"""

import json
import time
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.services.faults import Fault, Faults
from tests.services.inspection import Inspected, announce, wanted_ports
from tests.services.zarinpal_memory import Memory, Payment, Refusal

MERCHANT = "1344b5d4-0048-11e8-94db-005056a205be"
TOKEN, TERMINAL = "a token for refunds", "555"
PAGE = """<!doctype html><html lang="fa" dir="rtl"><meta charset="utf-8">
<title>درگاه آزمایشی</title><h1>{amount} ریال</h1><p>{words}</p>
<form method="post" action="/pg/StartPay/{authority}/pay"><button>پرداخت</button></form>
<form method="post" action="/pg/StartPay/{authority}/cancel"><button>انصراف</button></form>"""
MEMORY = Memory()


class OneFault(Faults):
    """The present fault, for one method or for all."""

    on = ""

    def read(self, wish: dict[str, Any]) -> None:
        """{"mode": …, "on": "verify", …}"""
        self.on = str(wish.get("on") or "")
        super().read(wish)

    def of(self, method: str) -> Fault:
        """The fault for this request."""
        return self.take() if self.on in ("", method) else Fault()


class ZarinPal(Inspected):
    """/pg/v4/payment/{method}.json, /pg/StartPay/{authority}, /api/v4/graphql/."""

    faults = OneFault()
    messages = []

    def do_GET(self) -> None:
        if self.path == "/_messages":
            self.answer(200, MEMORY.rows())
            return
        self.serve(self.body())

    def do_DELETE(self) -> None:
        MEMORY.clear()
        super().do_DELETE()

    def serve(self, body: bytes) -> None:
        """A method, the page, or the test's own hand: /_pay, /_cancel, /_age, /_fee."""
        path = urlsplit(self.path).path
        if path.startswith("/_"):
            self._by_hand(path, json.loads(body))
        elif path.startswith("/pg/v4/payment/") and path.endswith(".json"):
            self._method(path.removeprefix("/pg/v4/payment/").removesuffix(".json"), body)
        elif path.startswith("/pg/StartPay/"):
            self._page(path.removeprefix("/pg/StartPay/"))
        elif path == "/api/v4/graphql/":
            self._method("graphql", body)
        else:
            self.answer(404, {})

    def _by_hand(self, path: str, wish: dict[str, Any]) -> None:
        if path == "/_fee":
            MEMORY.fee_bp = int(wish["bp"])
        elif path == "/_age":
            MEMORY.find("", wish["authority"]).paid_at -= wish["seconds"]
        elif path == "/_status":
            MEMORY.find("", wish["authority"]).status = wish["status"]
        else:
            getattr(MEMORY, path.removeprefix("/_"))(wish["authority"])
        self.answer(200, {})

    def _method(self, method: str, body: bytes) -> None:
        fault = self.faults.of(method)  # type: ignore[attr-defined]
        if fault.mode == "hang":
            self.faults.wait_until_cleared()
            self.close_connection = True
            return
        if fault.mode == "delay":
            time.sleep(fault.seconds)
        if fault.mode in ("error", "garbage"):
            self._html(500 if fault.mode == "error" else 200, "<h1>Server Error</h1>")
            return
        try:
            if fault.mode == "refuse":
                raise Refusal(fault.code)
            status, content = self._answered(method, json.loads(body))
        except Refusal as refusal:
            errors = {"message": "refused", "code": refusal.code, "validations": []}
            status, content = 200, {"data": [], "errors": errors}
        if fault.mode == "drop":
            self.close_connection = True
            return
        self.answer(status, content)

    def _answered(self, method: str, fields: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "graphql":
            return self._graphql(fields)
        merchant, authority = str(fields.get("merchant_id", "")), str(fields.get("authority", ""))
        if len(merchant) != 36:
            raise Refusal(-9)
        if merchant != MERCHANT:
            raise Refusal(-10)
        known = {
            "request": lambda: _requested(MEMORY.request(merchant, fields)),
            "verify": lambda: _verified(*MEMORY.verify(merchant, authority, fields.get("amount"))),
            "inquiry": lambda: _looked_at(MEMORY.find(merchant, authority)),
            "unVerified": lambda: _listed(MEMORY.unverified(merchant)),
            "reverse": lambda: _reversed(merchant, authority),
        }
        if method not in known:
            return 404, {}
        return 200, {"data": known[method](), "errors": []}

    def _graphql(self, fields: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {"errors": [{"message": "Unauthenticated."}]}
        asked = fields.get("variables") or {}
        if "AddRefund" not in fields["query"]:
            if asked.get("terminal_id") != TERMINAL:
                return 200, {"errors": [{"message": "no such terminal"}]}
            return 200, {"data": {"Session": MEMORY.sessions(str(asked.get("reference_id")))}}
        try:
            row = MEMORY.refund(str(asked["session_id"]), int(asked["amount"]))
        except ValueError as error:
            return 200, {"errors": [{"message": str(error)}], "data": {"resource": None}}
        return 200, {"data": {"resource": row}}

    def _page(self, rest: str) -> None:
        authority, _slash, act = rest.partition("/")
        try:
            payment = MEMORY.find("", authority)
        except Refusal:
            self._html(404, "<h1>not found</h1>")
            return
        if not act:
            self._html(200, PAGE.format(amount=payment.amount, words=payment.description,
                                        authority=authority))  # fmt: skip
            return
        paid = act == "pay"
        (MEMORY.pay if paid else MEMORY.cancel)(authority)
        self.send_response(302)
        self.send_header("Location", back(payment, "OK" if paid else "NOK"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _html(self, status: int, text: str) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def back(payment: Payment, status: str) -> str:
    """The address that the buyer comes back by."""
    mark = "&" if dict(parse_qsl(urlsplit(payment.callback_url).query)) else "?"
    told = urlencode({"Authority": payment.authority, "Status": status})
    return f"{payment.callback_url}{mark}{told}"


def _fee(payment: Payment) -> dict[str, object]:
    return {"fee_type": "Merchant", "fee": payment.amount * MEMORY.fee_bp // 10_000}


def _requested(payment: Payment) -> dict[str, object]:
    return {"authority": payment.authority, "code": 100, "message": "Success", **_fee(payment)}


def _verified(code: int, payment: Payment) -> dict[str, object]:
    return {
        "wages": [], "code": code, "message": "Paid" if code == 100 else "Verified",
        "card_hash": "1" * 64, "card_pan": payment.card_pan, "ref_id": payment.ref_id,
        **_fee(payment),
    }  # fmt: skip


def _looked_at(payment: Payment) -> dict[str, object]:
    return {"status": payment.status, "code": 100, "message": "Success"}


def _listed(found: list[Payment]) -> dict[str, object]:
    rows = [
        {"authority": one.authority, "amount": one.amount, "callback_url": one.callback_url,
         "referer": "/", "date": "2026-11-27 12:00:00"}
        for one in found
    ]  # fmt: skip
    return {"code": 100, "message": "Success", "authorities": rows}


def _reversed(merchant: str, authority: str) -> dict[str, object]:
    MEMORY.reverse(merchant, authority)
    return {"code": 100, "message": "Reversed"}


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", wanted_ports()[0]), ZarinPal)
    server.daemon_threads = True
    announce()
    server.serve_forever()
