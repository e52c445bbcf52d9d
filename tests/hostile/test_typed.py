"""Hostile words and numbers in the forms that matter: kept or refused in a sentence, never run."""

from typing import Any

import pytest

from marketplace.catalogue.models import Revision
from marketplace.kernel.text import clean
from marketplace.people.models import User
from tests.hostile.forms import urlencoded
from tests.hostile.nasty import NUMBERS, TEXTS
from tests.support import factories as make

FORM = "application/x-www-form-urlencoded"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\x00"
MARKUP = "<svg onload=alert(1)> {{7*7}} <b>x</b> javascript:alert(1)"


@pytest.fixture
def studio(client: Any, session: Any) -> tuple[Any, str]:
    """A maker signed in, and the address of her draft."""
    draft = make.a_draft()
    vendor = make.session.get(make.Vendor, draft.listing.vendor_id)
    make.sign_in_as(client, session.get_one(User, vendor.members[0].user_id))
    return client, f"/studio/pieces/{draft.listing.public_id}"


def post(client: Any, path: str, **fields: str) -> Any:
    """Send a form as raw bytes, lone surrogates and all."""
    return client.post(path, data=urlencoded(list(fields.items())), content_type=FORM)


@pytest.mark.engine("sqlite")
def test_a_title_is_kept_clean_or_refused(studio: Any, session: Any) -> None:
    client, at = studio
    for text in TEXTS:
        answer = post(client, f"{at}/steps/what", title_fa=text, kind="one_of_a_kind")
        assert answer.status_code in (303, 422), repr(text[:40])
        session.rollback()
        kept = session.query(Revision).one().title_fa
        assert not set(kept) & set(BIDI)
        kept.encode("utf-8")
        assert client.get(f"{at}/check").status_code == 200


def test_markup_is_shown_not_run(studio: Any, session: Any) -> None:
    client, at = studio
    post(client, f"{at}/steps/what", title_fa=MARKUP, kind="one_of_a_kind")
    post(client, f"{at}/steps/story", story_fa=MARKUP)
    pages = [client.get(f"{at}{rest}").text for rest in ("/check", "/steps/what", "/steps/story")]
    make.sign_in_as(client, "moderator")
    pages.append(client.get(f"/office/listings/{at.rsplit('/', 1)[1]}").text)
    for page in pages:
        assert "&lt;svg onload" in page
        assert "<svg onload" not in page
        assert "{{7*7}}" in page
        assert 'href="javascript' not in page


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize("field", ["price", "making_days", "day_rate", "material_cost"])
def test_a_number_is_read_or_refused(studio: Any, session: Any, field: str) -> None:
    client, at = studio
    for text in NUMBERS:
        answer = post(client, f"{at}/steps/price", **{"price": "1850000", field: text})
        assert answer.status_code in (200, 303, 422), text
        session.rollback()
        revision = session.query(Revision).one()
        assert revision.price is None or 0 < revision.price < 2**53
        assert client.get(f"{at}/steps/price").status_code == 200


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize("field", ["width_mm", "length_mm", "weight_g", "quantity", "lead_days"])
def test_a_size_is_read_or_refused(studio: Any, session: Any, field: str) -> None:
    client, at = studio
    for text in NUMBERS:
        answer = post(client, f"{at}/steps/details", **{field: text})
        assert answer.status_code in (303, 422), text
        session.rollback()
        kept = getattr(session.query(Revision).one(), field)
        assert kept is None or 0 <= kept < 2**31
        assert client.get(f"{at}/check").status_code == 200


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize("field", ["received", "reader-amount", "reader-trace", "reader-last4"])
def test_money_at_the_desk_is_read_or_refused(client: Any, session: Any, field: str) -> None:
    order = make.at_office(make.an_order())
    make.sign_in_as(client, "clerk")
    way = "reader-payment" if "reader" in field else "payment"
    slip = {"reader-amount": "10", "reader-trace": "77", "reader-last4": "1234", "seen": "x"}
    for text in (*NUMBERS, *TEXTS[:20]):
        answer = post(client, f"/desk/orders/{order.code}/{way}", **(slip | {field: text}))
        assert answer.status_code in (303, 422), text
        session.rollback()
        session.expire_all()
        assert 0 <= order.paid <= order.total


@pytest.mark.engine("sqlite")
@pytest.mark.parametrize("field", ["given", "currency", "rate", "seen", "price", "rounding"])
def test_foreign_money_and_its_rates_are_read_or_refused(
    client: Any, session: Any, field: str
) -> None:
    order = make.at_office(make.an_order())
    rate = {"currency": "EUR", "price": "112345", "rounding": "1000", "source": "x", "sure": "y"}
    make.sign_in_as(client, "treasurer")
    assert post(client, "/office/rates", **rate).status_code == 303
    notes = {"currency": "EUR", "given": "1", "part": "y"}
    for text in (*NUMBERS, *TEXTS[:20]):
        if field in rate:
            make.sign_in_as(client, "treasurer")
            answer = post(client, "/office/rates", **(rate | {field: text}))
            assert answer.status_code in (303, 422), text
        make.sign_in_as(client, "clerk")
        answer = post(
            client, f"/desk/orders/{order.code}/foreign-payment", **(notes | {field: text})
        )
        assert answer.status_code in (303, 422), text
        session.rollback()
        session.expire_all()
        assert 0 <= order.paid <= order.total


@pytest.mark.parametrize("path", ["/order", "/account/card", "/account/sign-in", "/account/staff"])
def test_doors_take_anything_calmly(client: Any, session: Any, path: str) -> None:
    for text in (*TEXTS[:24], "۱" * 400, "+98 900 000 0001\u202e"):
        fields = dict.fromkeys(("code", "mobile", "login", "password", "name"), text)
        assert post(client, path, **fields).status_code in (303, 404, 422, 429), repr(text[:40])


def test_a_megabyte_in_one_field_is_refused_in_a_sentence(client: Any, session: Any) -> None:
    listing = make.a_live_listing()
    client.post("/basket/lines", data={"listing": listing.public_id})
    answer = client.post("/checkout", data={"name": "ن" * 500_000, "mobile": "0900 000 0021"})
    assert answer.status_code in (413, 422)


def test_cleaning_leaves_what_people_mean() -> None:
    assert clean("می\u200cشود 👩\u200d👧") == "می\u200cشود 👩\u200d👧"
    assert not set(clean(f"a{BIDI}b")) & set(BIDI)
