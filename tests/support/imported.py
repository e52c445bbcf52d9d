"""A table on its way through the maker's pages."""

import re

from sqlalchemy import select

from marketplace.catalogue.models import Revision
from marketplace.kernel.db import session as db
from marketplace.people.models import User
from tests.support import factories


def sign_in(client, vendor):
    """Sign the maker in."""
    factories.sign_in_as(client, db.get(User, vendor.members[0].user_id))


def send(client, file, prefix=""):
    """Send a table."""
    return client.post(f"{prefix}/studio/imports", data={"table": file}, follow_redirects=False)


def sent(client, file):
    """Send a table that is taken; where it is looked at."""
    answer = send(client, file)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def page(client, address, show=""):
    """What is shown of it."""
    return client.get(f"{address}?show={show}").text


def take_over(client, address, **form):
    """Take all of it over."""
    return client.post(f"{address}/application", data={"send": "1"} | form)


def titles():
    """The titles of all revisions."""
    return sorted(db.scalars(select(Revision.title_fa)))


def fields(text_):
    """Which fields of which lines can be mended."""
    return re.findall(r'name="(\d+)\.(\w+)"', text_)
