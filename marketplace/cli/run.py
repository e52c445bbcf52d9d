"""The demo in one command: migrate, seed once, start web and worker, say where it is."""

import os
import sys
import threading
import time
import urllib.request

import click
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from marketplace import create_app
from marketplace.cli.port import require_free
from marketplace.cli.seeding.texts import PASSWORD, read
from marketplace.cli.serve import run_together
from marketplace.kernel import schema
from marketplace.settings import Settings

STOPPED_BY_HAND = (130, 143)  # Ctrl-C, or asked to end


@click.command()
def run() -> None:
    """Start the shop and its worker; the first start makes the database and the demo."""
    settings = Settings.from_environ(os.environ)
    settings.check()
    require_free(settings, f"Choose another: PORT={settings.port + 1} make run")
    try:
        _prepare(settings)
    except KeyboardInterrupt:
        click.echo("\nStopped; the next start begins the demo anew.")
        return
    threading.Thread(target=_announce, args=(settings,), daemon=True).start()
    code = run_together(settings)
    sys.exit(0 if code in STOPPED_BY_HAND else code)


def _prepare(settings: Settings) -> None:
    """Tables, and the demo unless this is production or somebody is there already."""
    if _is_prepared(settings):
        return
    from marketplace.cli.database import bring_up
    from marketplace.cli.seeding import demo

    app = create_app(settings)
    bring_up(app)
    with app.app_context():
        if not settings.production and demo.empty():
            click.echo("Making the demo shop and its pictures, about half a minute …")
            demo.seed_once()


def _is_prepared(settings: Settings) -> bool:
    """Whether nothing is left to do, asked without building the shop: a second start is quick."""
    try:
        with create_engine(settings.driver_url).connect() as line:
            today = schema.at(line) == schema.newest()
            return today and (settings.production or _knows_somebody(line))
    except SQLAlchemyError:
        return False


def _knows_somebody(line: Connection) -> bool:
    return line.scalar(text("SELECT 1 FROM person LIMIT 1")) is not None


def _announce(settings: Settings) -> None:
    """Print where everything is as soon as the server answers."""
    host = settings.host if settings.host != "0.0.0.0" else "127.0.0.1"  # noqa: S104
    while not _answers(f"http://{host}:{settings.port}/healthz"):
        time.sleep(0.1)
    print("\n".join(_welcome(settings)), flush=True)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310  our own address
            return bool(answer.status == 200)
    except OSError:
        return False


def _welcome(settings: Settings) -> list[str]:
    base = settings.public_url
    lines = ["", f"  Caravanserai is open: {base}/   (English: {base}/en/)"]
    if settings.production:
        return [*lines, ""]
    lines += ["", f"  Staff sign in at {base}/account/staff with the password {PASSWORD}"]
    lines += [f"    {one['role']:<14} {one['email']}" for one in read("office")["staff"]]
    lines += ["", f"  Makers sign in at {base}/account/sign-in with their mobile and a code:"]
    texts = read("makers")
    lines += [f"    {_shown(one)}" for one in texts["makers"]]
    lines += [f"    {_shown(one)}, who is still applying" for one in texts["applicants"]]
    if settings.demo_phone:
        phone = f"Codes and messages arrive on the demo phone: {base}/demo/phone"
    else:
        phone = "Codes arrive on the demo phone, open only on this machine, or with DEMO_PHONE=1"
    return [*lines, "", f"  {phone}", "  Stop with Ctrl-C.", ""]


def _shown(maker: dict[str, str]) -> str:
    return f"{maker['mobile']}    {maker['alias_en']}"
