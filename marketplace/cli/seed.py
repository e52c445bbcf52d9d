"""Fill the database: with the demo shop, or with synthetic listings for benchmarks."""

import click

from marketplace import create_app
from marketplace.cli.seeding import bulk, demo


@click.command()
@click.option("--listings", type=click.IntRange(1, 1_000_000), help="So many synthetic listings.")
def seed(listings: int | None) -> None:
    """Make the demo shop in an empty database; with --listings add synthetic ones instead."""
    with create_app().app_context():
        if listings is None:
            made = demo.seed_once()
            click.echo("The demo shop is ready." if made else "Nothing to do: not empty.")
            return
        bulk.seed_many(listings)
        click.echo(f"{listings} synthetic listings are ready.")
