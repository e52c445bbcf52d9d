"""Staff accounts from the command line."""

import sys

import click

from marketplace import create_app
from marketplace.kernel.actor import SYSTEM, acting
from marketplace.kernel.errors import DomainError
from marketplace.kernel.phone import parse_mobile
from marketplace.kernel.unit import unit_of_work
from marketplace.people import passwords, staff
from marketplace.people.users import parse_email


@click.group()
def admin() -> None:
    """Administrators."""


@admin.command()
@click.option("--name", required=True, help="How the person is called.")
@click.option("--email", default="", help="To sign in by; or --mobile.")
@click.option("--mobile", default="", help="To sign in by; or --email.")
@click.option("--generate", is_flag=True, help="Make a password and print it once.")
def create(name: str, email: str, mobile: str, generate: bool) -> None:
    """Add an administrator. Asks for the password, or reads it from a pipe."""
    password = passwords.generate() if generate else _ask()
    try:
        _create(name, parse_email(email) if email else None, mobile, password)
    except DomainError as error:
        raise click.ClickException(error.sentence % error.facts) from error
    click.echo(f"{name} is an administrator now.")
    if generate:
        click.echo(f"Password, shown once: {password}")


def _ask() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _create(name: str, email: str | None, mobile: str, password: str) -> None:
    passwords.require_strong(password, name, email or "")
    hashed = passwords.hash(password)
    with create_app().app_context(), acting(SYSTEM), unit_of_work():
        staff.hire(
            name=name,
            email=email,
            mobile=parse_mobile(mobile) if mobile else None,
            roles=["administrator"],
            hash=hashed,
        )
