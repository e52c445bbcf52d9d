"""One maker with plenty of one thing. Prints the listing's public id.

Run as `python -m tests.faults.stage [how many]` in a server's environment."""

import os
import sys


def main() -> None:
    """Build it through the domain."""
    from marketplace import create_app
    from marketplace.settings import Settings
    from tests.support import factories as make

    with create_app(Settings.from_environ(os.environ)).app_context():
        many = int(sys.argv[1]) if sys.argv[1:] else 500
        print(make.a_live_listing(title_fa="جوراب پشمی", quantity=many, price=900_000).public_id)


if __name__ == "__main__":
    main()
