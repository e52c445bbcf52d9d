"""What stands before a maker sends her table: her stall, her craft, and the colours there are.

Run as `python -m tests.journeys.family_stage` in a server's environment."""

import os

from tests.journeys.stage import PASSWORD

MOBILE, CRAFT = "+989000000104", "گلیم"


def main() -> None:
    """Build it through the domain."""
    from marketplace import create_app
    from marketplace.kernel.unit import unit_of_work
    from marketplace.people import passwords, users
    from marketplace.settings import Settings
    from tests.support import factories as make, families

    hashed = passwords.hash(PASSWORD)
    with create_app(Settings.from_environ(os.environ)).app_context(), unit_of_work():
        users.set_password(make.staff("moderator"), hashed)
        weaver = make.a_user("گلناز نمونه", mobile=MOBILE)
        maker = make.a_maker(make.a_craft(CRAFT, "Kilim"), weaver)
        families.an_option(maker)


if __name__ == "__main__":
    main()
