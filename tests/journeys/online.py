"""Orders accepted by their makers, to be paid online: prints the buyer's address of each.

Run as `python -m tests.journeys.online [how many]` in a server's environment."""

import sys

from marketplace import create_app
from marketplace.orders import links
from tests.support.zarinpal import an_online_order

if __name__ == "__main__":
    with create_app().app_context():
        for _number in range(int((sys.argv[1:] or ["1"])[0])):
            print(f"/o/{links.token(an_online_order().code)}")
