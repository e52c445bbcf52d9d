"""What stands before a maker speaks: her half-written piece, and somebody at the office.

Run as `python -m tests.journeys.voice_stage` in a server's environment."""

import os

from tests.journeys.stage import PASSWORD

MOBILE, TITLE = "+989000000105", "گلیم نیلی با نقش چرخ"


def main() -> None:
    """Build it through the domain."""
    from marketplace import create_app
    from marketplace.kernel.unit import unit_of_work
    from marketplace.people import passwords, users
    from marketplace.settings import Settings
    from tests.support import factories as make

    hashed = passwords.hash(PASSWORD)
    with create_app(Settings.from_environ(os.environ)).app_context(), unit_of_work():
        users.set_password(make.staff("moderator"), hashed)
        weaver = make.a_user("گلناز نمونه", mobile=MOBILE)
        make.a_draft(make.a_maker(make.a_craft(), weaver), title_fa=TITLE, step=5)


if __name__ == "__main__":
    main()
