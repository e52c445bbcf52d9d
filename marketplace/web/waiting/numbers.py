"""What waits for the staff: one number a section, all by one query and only when drawn."""

from functools import cache, cached_property
from typing import Any

from sqlalchemy import func, select

from marketplace.catalogue.models import Revision
from marketplace.kernel import clock
from marketplace.kernel.direct import ask, written
from marketplace.kernel.outbox import Outbox
from marketplace.notify.send import TOPIC
from marketplace.orders.lists import find
from marketplace.orders.lists.filters import unled
from marketplace.orders.lists.find import Filters
from marketplace.orders.post import dispatch
from marketplace.orders.task_models import Task
from marketplace.payments.proof_models import Proof
from marketplace.vendors.models import Vendor

COUNTED = {
    "applications": select(func.count()).select_from(Vendor).where(Vendor.state == "applied"),
    "listings": select(func.count()).select_from(Revision).where(Revision.state == "pending"),
    "tasks": select(func.count()).select_from(Task).where(Task.done_at.is_(None)),
    "transfers": select(func.count()).select_from(Proof).where(Proof.state == "waiting"),
    "messages": select(func.count()).select_from(Outbox)
    # by the few that failed, not by all messages that ever left
    .where(unled(Outbox.topic) == TOPIC, Outbox.state.in_(("failed", "unknown"))),
}  # fmt: skip


class Waiting:
    """Counts by section, for the office's navigation."""

    def get(self, section: str) -> int:
        """How many wait in a section; 0 for sections that have no queue."""
        return self._counts.get(section, 0)

    @cached_property
    def _counts(self) -> dict[str, int]:
        found: dict[str, int] = ask(_counting(), {"now": clock.now()}).first()._asdict()
        return found


@cache
def _counting() -> Any:
    queries = COUNTED | {
        "orders": find.counting(Filters(late=True)),
        "pickups": find.counting(Filters(states=("ready",), delivery="collect")),
        "parcels": dispatch.counting("now"),
    }
    return written(
        select(*(query.scalar_subquery().label(name) for name, query in queries.items()))
    )
