"""Prints every page of tools/pages.toml as JSON, with who looks at it and their cookie.

Run as `python -m tests.journeys.looking` in a demo's environment."""

import json
import os


def main() -> None:
    """One object a page: name, path, do, cookie."""
    from marketplace import create_app
    from marketplace.settings import Settings
    from tools import pages

    app = create_app(Settings.from_environ(os.environ))
    found = pages.load(app)
    cookies = {page.looker: pages.cookie(app, page.looker) for page in found}
    rows = [
        {"name": one.name, "path": one.path, "do": one.do, "cookie": cookies[one.looker]}
        for one in found
    ]
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
