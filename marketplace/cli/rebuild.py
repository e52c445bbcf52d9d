"""Writing projections anew from the rules that compute them."""

import click

from marketplace import create_app
from marketplace.kernel.actor import SYSTEM, acting
from marketplace.kernel.unit import unit_of_work
from marketplace.vendors import eligibility


@click.command()
def rebuild() -> None:
    """Compute every vendor's eligibility anew, and what the shop shows because of it."""
    with create_app().app_context(), acting(SYSTEM), unit_of_work():
        vendors = eligibility.rebuild_all()
    click.echo(f"Rebuilt the eligibility of {vendors} vendors.")
