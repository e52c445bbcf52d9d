"""A busy moment: plenty of one thing, and two orders to be paid online. Prints the listing's public
id and the buyers' addresses.

Run as `python -m tests.faults.busy_stage` in a server's environment."""

from marketplace import create_app
from marketplace.orders import links
from tests.support import factories as make
from tests.support.zarinpal import an_online_order

if __name__ == "__main__":
    with create_app().app_context():
        print(make.a_live_listing(title_fa="جوراب پشمی", quantity=500, price=900_000).public_id)
        print(*(f"/o/{links.token(an_online_order().code)}" for _buyer in range(2)))
