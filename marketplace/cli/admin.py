"""Staff accounts from the command line."""

import click


@click.group()
def admin() -> None:
    """Administrators."""
