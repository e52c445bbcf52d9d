"""So many reservations, whose messages wait for the worker.

Run as `python -m tests.faults.waiting_stage 8` in a server's environment."""

import sys

from marketplace import create_app
from tests.support import factories as make

if __name__ == "__main__":
    with create_app().app_context():
        for _buyer in range(int(sys.argv[1])):
            make.an_order()
