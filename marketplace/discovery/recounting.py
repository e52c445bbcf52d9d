"""Once a night: in how many listings each word stands, by which a search chooses its way."""

from marketplace.discovery.language import vocabulary
from marketplace.kernel import heartbeat
from marketplace.kernel.db import session
from marketplace.kernel.unit import unit_of_work

JOB = "words"
PART = 1_000  # words of one transaction


def recount_nightly() -> int:
    """Count while everybody else goes on writing, then mend in small parts what differs; returns
    of how many words."""
    session.rollback()
    if heartbeat.ran_tonight(JOB):
        return 0
    wrong = vocabulary.miscounted()
    session.rollback()
    for start in range(0, len(wrong), PART):
        with unit_of_work():
            vocabulary.correct(wrong[start : start + PART])
    with unit_of_work():
        heartbeat.beat(JOB)
    return len(wrong)
