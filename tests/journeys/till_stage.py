"""What stands before money is walked through in the browser: the staff, a maker with an account,
three orders of hers that wait for their money, the rate of the euro.

Run as `python -m tests.journeys.till_stage` in a server's environment; prints JSON."""

import json
import os

MAKER = "+989000000301"


def main() -> None:
    """Build it through the domain."""
    from marketplace import create_app
    from marketplace.kernel import preferences
    from marketplace.kernel.money import toman
    from marketplace.kernel.unit import unit_of_work
    from marketplace.orders import links
    from marketplace.payments.foreign import rates
    from marketplace.people import passwords, users
    from marketplace.settings import Settings
    from tests.journeys.stage import PASSWORD
    from tests.payouts.stage import done, with_account
    from tests.support import factories as make

    hashed = passwords.hash(PASSWORD)
    with create_app(Settings.from_environ(os.environ)).app_context():
        staff = [make.staff(role) for role in ("clerk", "treasurer", "administrator")]
        with unit_of_work():
            for one in staff:
                users.set_password(one, hashed)
            preferences.change(return_days=0, payout_minimum=1_000_000, account_wait_days=0)
        weaver = make.a_user("نگار نمونه", mobile=MAKER)
        maker = make.a_maker(make.a_craft(), weaver, alias_fa="کارگاه نگار")
        by = make.staff("treasurer").id
        done(rates.set_, "EUR", toman(112_345), by=by, source="صرافی میدان", sure=True)
        red, green, blue = (
            make.a_live_listing(maker, price=toman(sum_).amount, quantity=2, title_fa=title)
            for sum_, title in ((1_000_000, "گلیم سرخ"), (800_000, "گلیم سبز"), (500_000, "جوراب"))
        )
        online = make.at_office(make.an_order(red, pay_method="zarinpal"))
        desk = make.at_office(make.an_order(green))
        card = make.at_office(make.a_card_order(blue))
        with_account(maker)
        told = {"online": online, "desk": desk, "card": card}
        print(json.dumps({
            name: {"code": order.code, "path": f"/o/{links.token(order.code)}"}
            for name, order in told.items()
        }))  # fmt: skip


if __name__ == "__main__":
    main()
