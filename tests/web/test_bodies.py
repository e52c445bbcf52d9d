"""What was cut off on its way is never taken for the whole."""

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select

from marketplace.orders.models import BasketLine
from tests.support import factories as make

PLAIN = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"


def sent(client: Any, path: str, kind: str, body: bytes, length: int | None) -> int:
    """The answer to a body through a server that says that its end may be believed."""
    told = "" if length is None else str(length)
    surroundings = {"wsgi.input_terminated": True, "CONTENT_LENGTH": told}
    answer = client.post(
        path, input_stream=BytesIO(body), content_type=kind, environ_overrides=surroundings
    )
    return int(answer.status_code)


def pieces(session: Any) -> int:
    session.rollback()
    return session.scalar(select(func.coalesce(func.sum(BasketLine.quantity), 0)))


@pytest.fixture
def listing(session: Any) -> str:
    return make.a_live_listing(quantity=30).public_id


def a_form(listing: str, kind: str) -> bytes:
    if kind == PLAIN:
        return f"listing={listing}&quantity=25".encode()
    part = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    return (part.format("listing", listing) + part.format("quantity", 25) + "--x--\r\n").encode()


@pytest.mark.parametrize("kind", [PLAIN, PARTS])
def test_a_form_counts_only_when_all_of_it_came(
    client: Any, session: Any, listing: str, kind: str
) -> None:
    whole = a_form(listing, kind)
    for end in {0, 1, len(whole) // 2, len(whole) - 2, len(whole) - 1}:
        assert sent(client, "/basket/lines", kind, whole[:end], len(whole)) == 400
        assert pieces(session) == 0
    assert sent(client, "/basket/lines", kind, whole, len(whole)) == 303
    assert pieces(session) == 25


def test_what_does_not_say_how_long_it_is_is_not_read(
    client: Any, session: Any, listing: str
) -> None:
    assert sent(client, "/basket/lines", PLAIN, a_form(listing, PLAIN), None) >= 400
    assert pieces(session) == 0
