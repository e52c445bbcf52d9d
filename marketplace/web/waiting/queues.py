"""What waits for whoever asks, queue by queue."""

from collections.abc import Callable

from marketplace.web.access import ADMINISTRATOR, CLERK, MODERATOR, TREASURER
from marketplace.web.waiting import money_queues, order_queues, piece_queues
from marketplace.web.waiting.queue import Queue


def of(roles: frozenset[str]) -> list[Queue]:
    """The queues that these roles work on."""
    all_ = ADMINISTRATOR in roles
    return [read() for may, read in READERS if roles & set(may) or (all_ and MODERATOR in may)]


def of_treasurer() -> list[Queue]:
    """The queues about money."""
    return [read() for read in MONEY]


READERS: tuple[tuple[tuple[str, ...], Callable[[], Queue]], ...] = (
    ((MODERATOR,), piece_queues.listings),
    ((MODERATOR,), piece_queues.applications),
    ((MODERATOR,), piece_queues.portraits),
    ((MODERATOR,), piece_queues.spoken),
    ((CLERK, MODERATOR), order_queues.tasks),
    ((CLERK, MODERATOR, TREASURER), order_queues.late),
    ((CLERK,), order_queues.pickups),
    ((TREASURER,), money_queues.transfers),
    ((TREASURER,), money_queues.refunds_due),
    ((TREASURER,), money_queues.questions),
    ((TREASURER,), money_queues.books),
    ((CLERK, MODERATOR), order_queues.to_post),
    ((CLERK, MODERATOR), order_queues.not_delivered),
    ((MODERATOR, TREASURER), order_queues.failed_messages),
)
MONEY: tuple[Callable[[], Queue], ...] = (
    money_queues.transfers,
    money_queues.refunds_due,
    money_queues.unsure,
    money_queues.disputes,
    money_queues.on_the_post,
)
