"""Stripe's double answers in the published shapes and does what a card's bank does."""

import time

import httpx
import pytest
from stripe import SignatureVerificationError, Webhook
from stripe.params.checkout import SessionCreateParams

from tests.services import stripe_types
from tests.support.stripe_account import Row, StripeAccount

SESSIONS = "/v1/checkout/sessions"


def form(**changes: str) -> dict[str, str]:
    """A session for one kilim at 185.00 euro."""
    return {
        "mode": "payment", "success_url": "http://127.0.0.1/paid?s={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1/back", "expires_at": str(int(time.time()) + 31 * 60),
        "line_items[0][price_data][currency]": "eur",
        "line_items[0][price_data][unit_amount]": "18500",
        "line_items[0][price_data][product_data][name]": "Kilim", "line_items[0][quantity]": "1",
    } | changes  # fmt: skip


def a_session(account: StripeAccount, **changes: str) -> Row:
    answer = account.call("POST", SESSIONS, **form(**changes))
    assert answer.status_code == 200, answer.text
    row: Row = answer.json()
    return row


def test_every_object_and_event_is_as_published(stripe_account: StripeAccount) -> None:
    session = stripe_account.pay(a_session(stripe_account)["id"])
    paid = session["payment_intent"]
    stripe_account.call("POST", "/v1/refunds", payment_intent=paid, amount="500")
    stripe_account.do("refund_fails", key=stripe_account.rows("refund")[0]["id"])
    dispute = stripe_account.do("dispute", payment_intent=paid)
    stripe_account.do("decide", key=dispute["id"], status="won")
    stripe_account.pay(a_session(stripe_account)["id"], card="declined")
    stripe_account.do("expire", key=a_session(stripe_account)["id"])
    kinds = set(stripe_types.OBJECTS) - {"item", "list", "price"}
    for kind in kinds:
        rows = stripe_account.rows(kind)
        assert rows, kind
        assert [problem for row in rows for problem in stripe_types.wrong(row)] == []


def test_the_shapes_are_looked_at_closely() -> None:
    kinds = {"object": "refund", "amount": "5", "colour": "red", "id": "re_1", "created": 1}
    assert set(stripe_types.wrong(kinds)) == {
        ".amount: '5' is not published", ".colour: no such field", ".currency: missing",
    }  # fmt: skip
    params = {"mode": "payments", "line_items": [{"price_data": {"unit": "5", "currency": "eur"}}]}
    assert set(stripe_types.strange(params, SessionCreateParams)) == {
        "mode", "line_items[price_data][unit]",
    }  # fmt: skip


def test_a_session_is_paid_on_its_page(stripe_account: StripeAccount) -> None:
    session = a_session(stripe_account)
    assert "Kilim" in httpx.get(session["url"]).text
    assert "declined" in httpx.post(session["url"], data={"card": "declined"}).text
    sent = httpx.post(session["url"], data={"card": "good"})
    assert sent.headers["Location"] == f"http://127.0.0.1/paid?s={session['id']}"
    expand = {"expand[0]": "payment_intent.latest_charge.balance_transaction"}
    now = stripe_account.call("GET", f"{SESSIONS}/{session['id']}", **expand).json()
    charge = now["payment_intent"]["latest_charge"]
    assert (now["status"], now["payment_status"], charge["amount"]) == ("complete", "paid", 18500)
    assert charge["balance_transaction"]["fee"] == 567
    kinds = [one["type"] for one in stripe_account.letters()]
    assert kinds == ["payment_intent.payment_failed", "charge.succeeded",
                     "payment_intent.succeeded", "checkout.session.completed"]  # fmt: skip


def test_a_key_is_answered_as_before(stripe_account: StripeAccount) -> None:
    wish = form()
    first = stripe_account.call("POST", SESSIONS, "k1", **wish)
    again = stripe_account.call("POST", SESSIONS, "k1", **wish)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    other = stripe_account.call("POST", SESSIONS, "k1", **wish | {"locale": "en"})
    assert other.json()["error"]["type"] == "idempotency_error"
    assert len(stripe_account.rows("checkout.session")) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expires_at": "1"}, "expires_at"),
        ({"colour": "red"}, "colour"),
        ({"line_items[0][price_data][currency]": "irr"}, "irr"),
        ({"line_items[0][price_data][unit_amount]": "9"}, "minimum"),
        ({"line_items[0][price_data][unit_amount]": "1.5"}, "integer"),
        ({"line_items[0][price_data][product_data][name]": ""}, "empty"),
        ({"success_url": "/paid"}, "URL"),
        ({"mode": "gift"}, "mode"),
    ],
)
def test_what_stripe_refuses(
    stripe_account: StripeAccount, change: dict[str, str], said: str
) -> None:
    answer = stripe_account.call("POST", SESSIONS, **form(**change))
    assert answer.status_code == 400
    assert said in answer.text


def test_a_wrong_key_or_version_is_refused(stripe_account: StripeAccount) -> None:
    url = f"{stripe_account.url}/v1/events"
    assert httpx.get(url).status_code == 401
    headers = {"Authorization": f"Bearer {stripe_account.key}"}
    assert httpx.get(url, headers=headers).status_code == 400


def test_never_more_goes_back_than_came(stripe_account: StripeAccount) -> None:
    paid = stripe_account.pay(a_session(stripe_account)["id"])["payment_intent"]

    def back(amount: int) -> int:
        wish = {"payment_intent": paid, "amount": str(amount)}
        return stripe_account.call("POST", "/v1/refunds", **wish).status_code

    assert [back(8500), back(10001), back(10000), back(1)] == [200, 400, 200, 400]
    found = stripe_account.call("GET", "/v1/refunds", payment_intent=paid).json()
    assert [row["amount"] for row in found["data"]] == [10000, 8500]


def test_past_its_end_nobody_pays(stripe_account: StripeAccount) -> None:
    session = a_session(stripe_account)
    stripe_account.do("clock", ahead=32 * 60)
    assert "expired" in httpx.post(session["url"], data={"card": "good"}).text
    answer = stripe_account.call("POST", f"{SESSIONS}/{session['id']}/expire")
    assert answer.status_code == 400
    assert [one["type"] for one in stripe_account.letters()] == ["checkout.session.expired"]


def test_letters_are_signed(stripe_account: StripeAccount) -> None:
    stripe_account.pay(a_session(stripe_account)["id"])
    (letter,) = stripe_account.letters("checkout.session.completed")
    read = Webhook.construct_event(letter["body"], letter["signature"], stripe_account.secret)
    assert read.id == letter["id"]
    (old,) = stripe_account.letters("checkout.session.completed", age=301)
    for body, signature in ((old["body"], old["signature"]), ("{}", letter["signature"])):
        with pytest.raises(SignatureVerificationError):
            Webhook.construct_event(body, signature, stripe_account.secret)


def test_the_account_has_bad_days(stripe_account: StripeAccount) -> None:
    for mode, status in (("limit", 429), ("error", 500), ("refuse", 402), ("garbage", 200)):
        stripe_account.fail(mode, times=1)
        assert stripe_account.call("POST", SESSIONS, **form()).status_code == status
    stripe_account.fail("drop", times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        stripe_account.call("POST", SESSIONS, "lost", **form())
    assert len(stripe_account.rows("checkout.session")) == 2
