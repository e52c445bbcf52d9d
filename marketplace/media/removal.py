"""Files leave an hour after their rows, so that a backup under way still finds them."""

from datetime import timedelta

from marketplace.kernel import clock, outbox
from marketplace.kernel.outbox import Job
from marketplace.media import storage

TOPIC = "remove"
LATER = timedelta(hours=1)


def listen() -> None:
    """Take the outbox's removals."""
    outbox.handle(TOPIC, remove, repeatable=True)


def later(folder: str, key: str) -> None:
    """Remove everything under this key of `media` or `documents` when no backup can need it."""
    what = {"folder": folder, "key": key}
    outbox.enqueue(TOPIC, what, due_at=clock.now() + LATER, key=f"remove-{key}")


def remove(job: Job) -> None:
    """Delete the files."""
    storage.of(job.payload["folder"]).remove(job.payload["key"])
