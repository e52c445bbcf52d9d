"""One maker with plenty of one thing. Prints the listing's public id.

Run as `python -m tests.faults.stage` in a server's environment."""

import os


def main() -> None:
    """Build it through the domain."""
    from marketplace import create_app
    from marketplace.settings import Settings
    from tests.support import factories as make

    with create_app(Settings.from_environ(os.environ)).app_context():
        print(make.a_live_listing(title_fa="جوراب پشمی", quantity=500, price=900_000).public_id)


if __name__ == "__main__":
    main()
