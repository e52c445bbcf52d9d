"""What stands before a maker sends her table: she, and what the office asks about her craft.

Run as `python -m tests.journeys.table_stage` in a server's environment."""

import os

from tests.journeys.stage import PASSWORD

MOBILE = "+989000000105"


def main() -> None:
    """Build it through the domain."""
    from marketplace import create_app
    from marketplace.catalogue import attributes
    from marketplace.kernel.unit import unit_of_work
    from marketplace.people import passwords, users
    from marketplace.settings import Settings
    from tests.support import factories as make, families

    hashed = passwords.hash(PASSWORD)
    with create_app(Settings.from_environ(os.environ)).app_context(), unit_of_work():
        users.set_password(make.staff("moderator"), hashed)
        maker = make.a_maker(make.a_craft(), make.a_user("مهری نمونه", mobile=MOBILE))
        families.an_option(maker)
        dye = attributes.add(
            "choice",
            attributes.Wish("رنگرزی", "Dyeing", frozenset([maker.crafts[0].craft_id]),
                            filterable=True),
        )  # fmt: skip
        for name_fa, name_en in (("گیاهی", "Plants"), ("جوهری", "Acid dyes")):
            attributes.add_choice(dye, name_fa, name_en)


if __name__ == "__main__":
    main()
