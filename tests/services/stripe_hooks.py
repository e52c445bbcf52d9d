"""Webhooks as Stripe sends them: signed, again when they are not taken, and not always in order.

Kept until they are asked for, unless `url` is set: then each is sent at once by `mode`: send,
hold, drop (never comes), twice. `seconds` delays them."""

import json
import threading
import time
from typing import Any

import httpx
from stripe import WebhookSignature

Shape = dict[str, Any]
AGAIN = (0.2, 0.5, 1, 2)


class Hooks:
    """Where events go, and with which secret they are signed."""

    def __init__(self, secret: str) -> None:
        self.secret, self._own = secret, secret
        self.forget()

    def forget(self) -> None:
        """Nothing is to be sent, nowhere."""
        self.url, self.mode, self.seconds = "", "hold", 0.0
        self.secret = self._own
        self.held: list[Shape] = []
        self.sent: list[Shape] = []

    def set(self, wish: Shape) -> None:
        """Send from now on as told: url, mode, seconds, secret."""
        for name in ("url", "mode", "seconds", "secret"):
            setattr(self, name, wish.get(name, getattr(self, name)))

    def tell(self, event: Shape) -> None:
        """An event happened."""
        if self.mode == "hold" or not self.url:
            self.held.append(event)
        elif self.mode != "drop":
            times = 2 if self.mode == "twice" else 1
            threading.Thread(target=self._send, args=(event, times), daemon=True).start()

    def signed(self, event: Shape, age: int = 0) -> Shape:
        """The body and its signature, made so many seconds ago."""
        body = json.dumps(event, ensure_ascii=False, indent=2)
        moment = int(time.time()) - age
        signature = WebhookSignature.generate_signature_header(body, self.secret, moment)
        return {"id": event["id"], "type": event["type"], "body": body, "signature": signature}

    def release(self, *, backwards: bool = False, times: int = 1) -> None:
        """Send what was held, and wait until it was taken."""
        events, self.held = self.held, []
        for event in reversed(events) if backwards else events:
            self._send(event, times)

    def _send(self, event: Shape, times: int) -> None:
        time.sleep(self.seconds)
        for _once in range(times):
            for wait in (*AGAIN, 0):
                if self._taken(event):
                    break
                time.sleep(wait)

    def _taken(self, event: Shape) -> bool:
        letter = self.signed(event)
        headers = {"Stripe-Signature": letter["signature"], "Content-Type": "application/json"}
        try:
            answer = httpx.post(self.url, content=letter["body"], headers=headers, timeout=10)
        except httpx.HTTPError:
            return False
        self.sent.append({"id": event["id"], "type": event["type"], "status": answer.status_code})
        return answer.is_success
