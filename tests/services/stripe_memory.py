"""The memory of a Stripe account: objects by their ids, and the events that tell of them."""

import copy
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from tests.services import stripe_shapes as shapes
from tests.services.stripe_refusals import Refusal

Shape = dict[str, Any]
KEPT = {
    "cs": "checkout.session", "pi": "payment_intent", "ch": "charge", "re": "refund",
    "du": "dispute", "txn": "balance_transaction", "evt": "event",
}  # fmt: skip
EXPANDS = {
    "payment_intent": "pi", "latest_charge": "ch", "charge": "ch", "balance_transaction": "txn",
}  # fmt: skip


class Memory:
    """`ahead` moves the clock; each event is given to `tell`."""

    started = int(time.time() * 1000)

    def __init__(self, version: str, url: str, tell: Callable[[Shape], object]) -> None:
        self.version, self.url, self.tell = version, url, tell
        self.forget()

    def forget(self) -> None:
        """Begin with an empty account."""
        self.rows: dict[str, Shape] = {}
        self.lines: dict[str, list[Shape]] = {}
        self.metadata: dict[str, Shape] = {}
        self.ahead, self.cause, self.settles, self.slow = 0, None, "", False
        self._numbers = count(1)

    def now(self) -> int:
        """Seconds, as the account's clock has them."""
        return int(time.time()) + self.ahead

    def key(self, prefix: str) -> str:
        """An id as Stripe writes them."""
        mode = "test_" if prefix == "cs" else ""
        return f"{prefix}_{mode}{self.started:x}{next(self._numbers):010d}"

    def get(self, prefix: str, key: str) -> Shape:
        """One object of this kind. Raises Refusal."""
        if key not in self.rows or not key.startswith(f"{prefix}_"):
            raise Refusal(404, "resource_missing", f"No such {KEPT[prefix]}: '{key}'")
        return self.rows[key]

    def shown(self, row: Shape, expand: list[str]) -> Shape:
        """A copy as it is answered, with what was asked for put in full."""
        answer = copy.deepcopy(row)
        for path in expand:
            self._expand(answer, path.split("."))
        return answer

    def _expand(self, row: Shape, path: list[str]) -> None:
        name, rest = path[0], path[1:]
        if name == "line_items":
            row[name] = {"object": "list", "data": self.lines[row["id"]], "has_more": False,
                         "url": f"/v1/checkout/sessions/{row['id']}/line_items"}  # fmt: skip
        elif name not in EXPANDS:
            raise Refusal(400, "", f"This property cannot be expanded ({name}).")
        elif isinstance(row.get(name), str):
            row[name] = copy.deepcopy(self.get(EXPANDS[name], row[name]))
        if rest and isinstance(row.get(name), dict):
            self._expand(row[name], rest)

    def keep(self, row: Shape) -> Shape:
        """Remember a new object."""
        self.rows[row["id"]] = row
        return row

    def say(self, kind: str, subject: Shape) -> None:
        """Something happened: an event, told as the hooks are set."""
        snapshot = copy.deepcopy(subject)
        named = self.key("evt"), self.now(), self.version
        self.tell(self.keep(shapes.event(*named, kind, snapshot, self.cause)))
