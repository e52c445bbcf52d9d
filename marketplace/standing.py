"""What a process is built of stays: to search it for garbage slows its start and each request."""

import gc

from marketplace.media.memory import give_back

BUILDING, WORKING = (50_000, 20, 50), (5_000, 20, 20)  # new objects between two searches


def begin() -> None:
    """Search seldom while the process is built; call it before the application is loaded."""
    gc.set_threshold(*BUILDING)


def settle() -> None:
    """Leave what stands now out of every search; call it once, when the application is built."""
    gc.collect()
    give_back()
    gc.freeze()
    gc.set_threshold(*WORKING)
