"""Fill the database: with the demo shop, or with synthetic listings and orders for benchmarks."""

import click

from marketplace import create_app
from marketplace.cli.seeding import bulk, demo, past


@click.command()
@click.option("--listings", type=click.IntRange(1, 1_000_000), help="So many synthetic listings.")
@click.option("--orders", type=click.IntRange(1, 1_000_000), help="So many synthetic orders.")
def seed(listings: int | None, orders: int | None) -> None:
    """Make the demo shop in an empty database; with --listings or --orders add synthetic ones
    instead, orders of the pieces that are there."""
    with create_app().app_context():
        if listings is None and orders is None:
            made = demo.seed_once()
            click.echo("The demo shop is ready." if made else "Nothing to do: not empty.")
        if listings:
            bulk.seed_many(listings)
            click.echo(f"{listings} synthetic listings are ready.")
        if orders:
            past.seed_orders(orders)
            click.echo(f"{orders} synthetic orders are ready.")
