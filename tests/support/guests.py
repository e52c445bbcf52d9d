"""A guest at the checkout, through the web's forms."""

import re

from marketplace.notify import compose
from marketplace.notify.models import Message

FORM = {"name": "سارا م", "mobile": "۰۹۰۰ ۰۰۰ ۷۷۷۷"}


def newest_code(session):
    """The code of the newest secret message."""
    session.rollback()
    message = session.query(Message).filter_by(secret=True).order_by(Message.id.desc()).first()
    return compose.code_of(message)


def total_of(page):
    """What the check page says it comes to."""
    return re.search(r'name="expected_total" value="(\d+)"', page.text)[1]


def seen(page):
    """The hidden fields: what the buyer was shown."""
    digest = re.search(r'name="expected_lines" value="(\w+)"', page.text)[1]
    return {"expected_total": total_of(page), "expected_lines": digest}


def put_in(client, *listings):
    """Put these pieces in the basket."""
    for listing in listings:
        answer = client.post("/basket/lines", data={"listing": listing.public_id})
        assert answer.status_code == 303, answer.text


def to_check(client, **changes):
    """Send the form of the checkout, and open the page that asks for the code."""
    answer = client.post("/checkout", data=FORM | changes)
    assert answer.status_code == 303, answer.text
    return client.get(answer.location)


def confirm(client, page, code):
    """Answer the check page with this code."""
    form = {"code": code} | seen(page)
    return client.post("/checkout/check", data=form)
