"""Looking after the books."""

import sys
import time

import click

from marketplace import books, create_app


@click.group()
def ledger() -> None:
    """Look after the books."""


@ledger.command()
def check() -> None:
    """Prove that the books balance and agree with every payment, refund, count and order.

    Ends with 1 and says what is wrong when they do not."""
    began = time.monotonic()
    with create_app().app_context():
        broken = books.check()
    for one in broken:
        for sentence in one.sentences:
            click.echo(sentence, err=True)
        if (more := one.count - len(one.sentences)) > 0:
            click.echo(f"… and {more} more like this.", err=True)
    if broken:
        click.echo(f"{len(broken)} of {len(books.RULES)} rules do not hold.", err=True)
        sys.exit(1)
    took = time.monotonic() - began
    click.echo(f"The books are in order: {len(books.RULES)} rules hold ({took:.1f} s).")
