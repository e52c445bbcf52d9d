"""The treasurer sees what banks ask back, until when she must answer, and how it ended."""

from tests.support.factories import sign_in_as
from tests.support.stripe_shop import StripeShop


def test_nothing_is_disputed(client) -> None:
    sign_in_as(client, "treasurer")
    assert "اعتراضی نیست" in client.get("/office/disputes").text


def test_a_dispute_stands_with_its_day_and_its_task(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    bought = stripe_shop.account.pay(intent.reference)
    dispute = stripe_shop.account.do("dispute", payment_intent=bought["payment_intent"])
    stripe_shop.post("charge.dispute.created")
    client = stripe_shop.client
    sign_in_as(client, "treasurer")
    page = client.get("/en/office/disputes").text
    assert "185.00" in page
    assert "She says that the piece never came." in page
    assert "Answer until" in page
    assert dispute["id"] in page
    tasks = client.get("/en/office/tasks").text
    assert "The buyer’s bank asks for the money back" in tasks
    assert "She says that the piece never came. Answer until" in tasks
    stripe_shop.account.do("decide", key=dispute["id"], status="lost")
    stripe_shop.post("charge.dispute.closed")
    page = client.get("/en/office/disputes").text
    assert "Nothing is disputed" in page
    assert "15.00" in page
    assert "The buyer’s bank asks" not in client.get("/en/office/tasks").text


def test_a_gateways_own_word_is_shown_where_we_have_none(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    paid = stripe_shop.account.pay(intent.reference)["payment_intent"]
    stripe_shop.account.do("dispute", payment_intent=paid, reason="bank_cannot_process")
    stripe_shop.post("charge.dispute.created")
    sign_in_as(stripe_shop.client, "treasurer")
    assert "bank cannot process" in stripe_shop.client.get("/en/office/disputes").text
