"""Caravanserai: a handicraft marketplace run by a local development office."""

import os
from pathlib import Path

from flask import Flask

from marketplace.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application. Raises UnsafeSettings or, for an undeclared route, UndeclaredRoute."""
    from marketplace import wiring
    from marketplace.web.application import Application

    settings = settings or Settings.from_environ(os.environ)
    settings.check()
    app = Application(
        "marketplace",
        root_path=str(ROOT / "marketplace"),
        static_folder=None,
        template_folder=str(ROOT / "templates"),
    )
    wiring.wire(app, settings)
    return app
