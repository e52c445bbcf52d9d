"""The page behind a link that works once: a new password, and what is over when it is used up."""

from collections.abc import Callable

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel import limits
from marketplace.kernel.db import session
from marketplace.kernel.secrets import keyed_hash
from marketplace.kernel.unit import unit_of_work
from marketplace.people import passwords
from marketplace.people.models import User
from marketplace.people.resets import PER_ADDRESS
from marketplace.web.account.forms import NewPasswordForm
from marketplace.web.browser import address


def with_new_password(password: str, names: list[str], use: Callable[[str], User]) -> User:
    """What `use` makes of the password's hash, in a unit of its own; hashed while none is open.

    `names` are the person's name and e-mail. Raises DomainError or TooMany.
    """
    passwords.require_strong(password, *names)
    session.rollback()
    limits.count(f"link:{keyed_hash(address())}", *PER_ADDRESS)
    hashed = passwords.hash(password)
    with unit_of_work():
        return use(hashed)


def page(form: NewPasswordForm, *, title: str, lead: str, name: str, label: str) -> str:
    """Ask for the password; `label` stands on the button."""
    return render_template(
        "account/new_password.html", form=form, title=title, lead=lead, name=name, label=label,
        least=passwords.LENGTH, has_errors=bool(form.errors),
    )  # fmt: skip


def over(sentence: str, url: str, label: str) -> ResponseReturnValue:
    """The link was used, withdrawn or is too old; `url` leads to what can be done."""
    return render_template("account/link_over.html", sentence=sentence, url=url, label=label), 410
