"""Killed between asking a gateway and keeping its answer: each rial counts once, and what people
read meanwhile is true."""

import time

import pytest

from tests.faults.buyer import SLOW, Buyer, ask, paid_at_stripe, state, the_books_agree
from tests.support.live import StartServer
from tests.support.stripe_account import StripeAccount
from tests.support.waiting import eventually
from tests.support.zarinpal import Gateway

LEASE_IS_OVER = "UPDATE outbox SET claimed_at = '2020-01-01 00:00:00' WHERE state = 'running'"


@pytest.mark.engine("sqlite")
def test_killed_while_zarinpal_answers(start_server: StartServer, zarinpal: Gateway) -> None:
    server = start_server(**zarinpal.environ())
    buyer = Buyer(server, server.play("tests.journeys.online").split()[-1])
    assert buyer.pays_by("zarinpal").startswith(zarinpal.url)
    row = zarinpal.messages[-1]
    zarinpal.do("pay", row["authority"])
    back = f"{row['callback_url']}?Authority={row['authority']}&Status=OK"
    back = back.removeprefix(server.url)

    server.stop_worker()
    zarinpal.fail_on("verify", "delay", seconds=SLOW)
    buyer.is_cut_off(back, lambda: server.stop_web(9))
    eventually(lambda: zarinpal.messages[-1]["status"] == "VERIFIED", 20)
    zarinpal.recover()
    assert ask(server, "SELECT count(*) FROM payment") == [(0,)], "its answer was lost"
    server.start()
    says = buyer.reads(back.partition("/return")[0])
    assert "هنوز پرداخت نشده" in says or "پرداخت شد" in says, "the poller may have been quicker"
    assert "پرداخت شد" in buyer.reads(back)
    assert "پرداخت شد" in buyer.reads(back), "twice is once"
    assert ask(server, "SELECT count(*) FROM payment") == [(1,)]
    the_books_agree(server)

    server.stop_worker()
    zarinpal.fail_on("reverse", "delay", seconds=SLOW)
    server.play("tests.faults.paid_back")
    server.start()
    eventually(lambda: state(server, "outbox WHERE topic = 'gateway_refund'") == "running", 30)
    time.sleep(SLOW / 2)
    server.stop_worker(9)
    eventually(lambda: zarinpal.messages[-1]["status"] == "REVERSED", 20)
    zarinpal.recover()
    ask(server, LEASE_IS_OVER)
    server.start()
    eventually(lambda: state(server, "gateway_refund") == "unknown", 100)
    assert ask(server, "SELECT count(*) FROM refund") == [(0,)], "nobody says it went back"
    assert "برمی‌گردد" in buyer.reads(buyer.order)
    the_books_agree(server)


@pytest.mark.engine("sqlite")
def test_killed_while_stripe_answers(
    start_server: StartServer, stripe_account: StripeAccount
) -> None:
    server, buyer, key = paid_at_stripe(start_server, stripe_account)
    (session,) = [one for one in stripe_account.rows("checkout.session") if one["id"] == key]
    back = session["success_url"].replace("{CHECKOUT_SESSION_ID}", key).removeprefix(server.url)

    server.stop_worker()
    stripe_account.fail("delay", seconds=SLOW)
    buyer.is_cut_off(back, lambda: server.stop_web(9))
    stripe_account.recover()
    assert ask(server, "SELECT count(*) FROM payment") == [(0,)], "its answer was lost"
    server.start()
    says = buyer.reads(back.partition("/return")[0])
    assert "Not paid yet" in says or "It is paid" in says, "the poller may have been quicker"
    assert "It is paid" in buyer.reads(back)
    assert ask(server, "SELECT count(*) FROM payment") == [(1,)]
    the_books_agree(server)
