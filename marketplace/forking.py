"""granian, with the application loaded once, before its workers part from it: what none of them
changes is in memory once. `python -m marketplace.forking marketplace.wsgi:app …` as `granian …`."""

import ctypes
import multiprocessing
import sys
from importlib import import_module

from granian.cli import entrypoint

from marketplace.refusals import in_sentences

ARENA_MAX, ARENAS = -8, 2  # glibc's M_ARENA_MAX: a heap for each thread keeps what it once had


def main() -> None:
    """Load what the first word names, where processes can be forked; then serve it."""
    if sys.platform == "linux":
        if tune := getattr(ctypes.CDLL(None), "mallopt", None):  # other C libraries have none
            tune(ARENA_MAX, ARENAS)
        multiprocessing.set_start_method("fork")
        with in_sentences():
            import_module(sys.argv[1].partition(":")[0])
    entrypoint()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
