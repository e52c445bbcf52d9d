"""Before the services start: is everything there that the settings name?"""

import sys

import click

from marketplace import create_app
from marketplace.cli.reaching import everything


@click.command()
def check() -> None:
    """Ask for everything that the settings name: database, folders or bucket, Redis, mail.

    Leaves nothing behind. Ends with 1 when something is wrong."""
    wrong = 0
    for found in everything(create_app()):
        wrong += not found.well
        click.echo(f"{'well ' if found.well else 'WRONG'}  {found.what:<9} {found.sentence}")
    if wrong:
        sys.exit(1)
