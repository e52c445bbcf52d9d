"""What no column can hold, and what a constraint refuses: a page, never a failure."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from tests.support import factories
from tests.support.clients import Client

HUGE = "9" * 30
PAGES = [
    "/i/%00", "/i/%00/x", "/m/%00/240.webp", "/makers/%00", "/p/%00", "/o/%00",
    f"/m/abc/{HUGE}.webp", "/desk/?q=%00", "/desk/orders/%00", "/office/orders?q=%00",
    "/office/vendors/%00", "/office/listings/%00", "/office/certificates/of/%00",
    "/office/users/%00", f"/office/requirements/{HUGE}", f"/office/categories/{HUGE}",
    "/office/payments/1405-²",
]  # fmt: skip
FORMS: list[tuple[str, dict[str, str]]] = [
    ("/basket/lines", {"listing": "\0"}),
    (f"/basket/lines/{HUGE}", {"quantity": "1"}),
    ("/desk/fulfilments/%00/arrival", {}),
    ("/office/vendor-orders/%00/acceptance", {}),
    (f"/office/requirements/{HUGE}/place", {}),
]


def test_nulls_and_huge_numbers_name_nothing(client: Client, session: Any) -> None:
    factories.sign_in_as(client, "administrator")
    answers = {path: client.get(path).status_code for path in PAGES}
    answers |= {path: client.post(path, data=data).status_code for path, data in FORMS}
    assert {path: status for path, status in answers.items() if status not in (200, 404)} == {}


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "کس دیگری عوضش کرد"), ("/en", "changed by someone")]
)
def test_the_second_of_two_rivals_reads_that_something_changed(
    app: Flask, session: Any, prefix: str, words: str
) -> None:
    locale = {"caravanserai.locale": "en" if prefix else "fa"}
    with app.test_request_context(prefix + "/", environ_overrides=locale):
        answer = app.make_response(
            app.handle_user_exception(IntegrityError("INSERT", {}, Exception("unique")))
        )
    assert answer.status_code == 409
    assert words in answer.get_data(as_text=True)
