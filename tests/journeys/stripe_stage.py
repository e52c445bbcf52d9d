"""What stands before buyers pay through Stripe: orders whose makers said yes, in euro.

Run as `python -m tests.journeys.stripe_stage` in a server's environment; prints their secrets."""

import os

ORDERS = 4
PRICE = 18_500  # cents
TITLE = "Kilim with a blue border"


def main() -> None:
    """Build it through the domain."""
    from marketplace import create_app
    from marketplace.kernel.unit import unit_of_work
    from marketplace.orders import links
    from marketplace.settings import Settings
    from tests.support import factories as make

    with create_app(Settings.from_environ(os.environ)).app_context(), unit_of_work():
        piece = make.a_live_listing(
            price=PRICE, title_en=TITLE, quantity=ORDERS, title_fa="گلیم حاشیه‌آبی"
        )
        make.staff("treasurer")
        for _ in range(ORDERS):
            order = make.accepted(make.an_order(piece, pay_method="stripe", name="Greta Muster"))
            print(links.token(order.code))


if __name__ == "__main__":
    main()
