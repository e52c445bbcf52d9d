"""Stripe's endpoints: who asks, in which version, whether it was asked before, and what for."""

import json
import re
from collections.abc import Mapping
from itertools import count
from typing import Any

from stripe.params import EventListParams, RefundCreateParams, RefundListParams
from stripe.params.checkout import (
    SessionCreateParams,
    SessionExpireParams,
    SessionRetrieveParams,
)

from tests.services import stripe_types
from tests.services.stripe_bank import Bank
from tests.services.stripe_refusals import Refusal

Shape = dict[str, Any]
Answer = tuple[int, Shape, dict[str, str]]
REUSED = (
    "Keys for idempotent requests can only be used with the same parameters they were first used "
    "with."
)
SESSION = "/v1/checkout/sessions"
ENDPOINTS = (
    ("POST", f"{SESSION}", "create_session", SessionCreateParams),
    ("GET", f"{SESSION}/(cs_[^/]+)", "session", SessionRetrieveParams),
    ("POST", f"{SESSION}/(cs_[^/]+)/expire", "expire_session", SessionExpireParams),
    ("GET", "/v1/payment_intents/(pi_[^/]+)", "one", None),
    ("GET", "/v1/charges/(ch_[^/]+)", "one", None),
    ("POST", "/v1/refunds", "create_refund", RefundCreateParams),
    ("GET", "/v1/refunds/(re_[^/]+)", "one", None),
    ("GET", "/v1/refunds", "refunds", RefundListParams),
    ("GET", "/v1/disputes/(du_[^/]+)", "one", None),
    ("GET", "/v1/balance_transactions/(txn_[^/]+)", "one", None),
    ("GET", "/v1/events/(evt_[^/]+)", "one", None),
    ("GET", "/v1/events", "events", EventListParams),
)


class Api:
    """One call at a time; what was answered to an idempotency key is answered again."""

    def __init__(self, bank: Bank, key: str) -> None:
        self.bank, self.key = bank, key
        self._requests = count(1)
        self.forget()

    def forget(self) -> None:
        """No key was used yet."""
        self.answered: dict[str, tuple[str, Shape]] = {}

    def call(self, method: str, path: str, params: Shape, headers: Mapping[str, str]) -> Answer:
        """The status, the body and the headers. Raises Refusal."""
        self._admit(headers)
        key = headers.get("Idempotency-Key") or ""
        said = {"Request-Id": f"req_{next(self._requests):014d}",
                "Stripe-Version": self.bank.version}  # fmt: skip
        asked = json.dumps([method, path, params], sort_keys=True)
        if method == "POST" and key in self.answered:
            before, body = self.answered[key]
            if before != asked:
                raise Refusal(400, "", REUSED, kind="idempotency_error")
            return 200, body, said | {"Idempotency-Key": key, "Idempotent-Replayed": "true"}
        self.bank.cause = key or None
        body = self._answer(method, path, params)
        if problems := list(stripe_types.wrong(body)):
            raise Refusal(500, "", f"The double is wrong: {problems}", kind="api_error")
        if method == "POST" and key:
            self.answered[key] = (asked, body)
        return 200, body, said

    def _admit(self, headers: Mapping[str, str]) -> None:
        if headers.get("Authorization") != f"Bearer {self.key}":
            raise Refusal(401, "", "Invalid API Key provided.")
        if headers.get("Stripe-Version") != self.bank.version:
            version = headers.get("Stripe-Version")
            raise Refusal(400, "", f"Invalid Stripe API version: {version}")

    def _answer(self, method: str, path: str, params: Shape) -> Shape:
        for verb, pattern, name, kind in ENDPOINTS:
            found = re.fullmatch(pattern, path)
            if verb == method and found:
                if kind and (strange := list(stripe_types.strange(params, kind))):
                    message = f"Received unknown parameter: {strange[0]}"
                    raise Refusal(400, "parameter_unknown", message, strange[0])
                row = getattr(self, name)(*found.groups(), params)
                return self.bank.shown(row, params.get("expand", []))
        raise Refusal(404, "", f"Unrecognized request URL ({method}: {path}).")

    def create_session(self, params: Shape) -> Shape:
        return self.bank.open_session(params)

    def session(self, key: str, _params: Shape) -> Shape:
        return self.bank.session(key)

    def expire_session(self, key: str, _params: Shape) -> Shape:
        self.bank.session(key)
        return self.bank.expire(key)

    def create_refund(self, params: Shape) -> Shape:
        return self.bank.refund(params)

    def one(self, key: str, _params: Shape) -> Shape:
        return self.bank.get(key.split("_")[0], key)

    def refunds(self, params: Shape) -> Shape:
        """Of a payment intent, newest first."""
        wanted = params.get("payment_intent")
        rows = [row for row in self._all("refund") if row["payment_intent"] == wanted]
        return {"object": "list", "data": rows, "has_more": False, "url": "/v1/refunds"}

    def events(self, params: Shape) -> Shape:
        """The newest first, of one type or several, after a moment, page by page."""
        kinds = params.get("types") or [params.get("type")]
        since = int(params.get("created", {}).get("gte", 0))
        rows = [
            row for row in self._all("event")
            if (kinds == [None] or row["type"] in kinds) and row["created"] >= since
        ]  # fmt: skip
        if after := params.get("starting_after"):
            rows = rows[[row["id"] for row in rows].index(after) + 1 :]
        page = rows[: int(params.get("limit", 10))]
        return {"object": "list", "data": page, "has_more": len(rows) > len(page),
                "url": "/v1/events"}  # fmt: skip

    def _all(self, kind: str) -> list[Shape]:
        return [row for row in reversed(self.bank.rows.values()) if row["object"] == kind]
