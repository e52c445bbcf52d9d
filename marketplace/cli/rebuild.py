"""Writing projections anew from the rules that compute them."""

import click

from marketplace import create_app
from marketplace.catalogue import answers, sharing
from marketplace.discovery import entries
from marketplace.discovery.front import turns
from marketplace.kernel.actor import SYSTEM, acting
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.payouts import totals
from marketplace.stock import projection
from marketplace.vendors import eligibility


@click.command()
def rebuild() -> None:
    """Compute anew who may sell what, how many pieces are held and free, and what search reads."""
    with create_app().app_context(), acting(SYSTEM):
        vendors, stocked, searched = rebuild_everything()
        with unit_of_work():
            accounts = balances.rebuild()
            totals.rebuild()
            drawn = sharing.missing()
    click.echo(f"Rebuilt the eligibility of {vendors} vendors.")
    click.echo(f"Counted the pieces of {stocked} listings anew, and wrote {searched} for search.")
    click.echo(f"Asked for the shared pictures of {drawn} listings.")
    click.echo(f"Summed the books of {accounts} accounts anew.")


def rebuild_everything() -> tuple[int, int, int]:
    """Write every projection anew; returns how many vendors, stocked and searched listings."""
    with unit_of_work():
        vendors = eligibility.rebuild_all()
    with unit_of_work():
        projection.count_held_anew()
        stocked = projection.rebuild_all()
    with unit_of_work():
        answers.rebuild()
    with unit_of_work():
        searched = entries.rebuild()
    with unit_of_work():
        turns.rebuild()
    return vendors, stocked, searched
