"""granian, with the application loaded once, before its workers part from it: what none of them
changes is in memory once. `python -m marketplace.forking marketplace.wsgi:app …` as `granian …`."""

import multiprocessing
import sys
from importlib import import_module

from granian.cli import entrypoint

from marketplace import standing
from marketplace.media import memory
from marketplace.refusals import in_sentences


def main() -> None:
    """Load what the first word names, where processes can be forked; then serve it."""
    if sys.platform == "linux":
        memory.keep_together()
        multiprocessing.set_start_method("fork")
        standing.begin()
        with in_sentences():
            import_module(sys.argv[1].partition(":")[0])
    entrypoint()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
