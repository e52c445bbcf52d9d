"""What a process is built of stays: looking through it for garbage costs each request."""

import gc


def settle() -> None:
    """Leave what stands now out of every search; call it once, when the application is built."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)
