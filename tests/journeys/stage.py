"""What stands before the main walk begins: the staff, one craft, and another maker's piece.

Run as `python -m tests.journeys.stage` in a server's environment."""

import os
from dataclasses import dataclass

PASSWORD = "seven booths of brick"
OTHER_MOBILE = "+989000000102"
OTHER_TITLE = "جوراب پشمی زمستانی"
OTHER_PRICE = 5_200_000
STAFF = ("trainer", "moderator", "clerk")


@dataclass(frozen=True)
class Login:
    """How a staff member signs in."""

    email: str
    password: str = PASSWORD


def login_of(role: str) -> Login:
    """The staff member of a role."""
    return Login(f"{role}@example.org")


def main() -> None:
    """Build it through the domain."""
    from marketplace import create_app
    from marketplace.kernel.unit import unit_of_work
    from marketplace.people import passwords, users
    from marketplace.settings import Settings
    from tests.support import factories as make

    hashed = passwords.hash(PASSWORD)
    with create_app(Settings.from_environ(os.environ)).app_context(), unit_of_work():
        for role in STAFF:
            users.set_password(make.staff(role), hashed)
        weaver = make.a_user("مهری نمونه", mobile=OTHER_MOBILE)
        maker = make.a_maker(make.a_craft(), weaver, alias_fa="گره چهارم")
        make.a_live_listing(maker, title_fa=OTHER_TITLE, price=OTHER_PRICE, quantity=6)


if __name__ == "__main__":
    main()
