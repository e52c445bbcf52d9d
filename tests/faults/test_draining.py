"""Told to end while people are in the middle of something: each gets her answer, then it ends; who
comes while nobody answers is served afterwards."""

import os
import subprocess
import sys
import time

import httpx
import pytest

from tests.faults.buyer import Buyer, ask, paid_at_stripe, state, the_books_agree
from tests.faults.guests import OURS, Guest
from tests.faults.lines import HEAVY, Line, a_heavy_picture, unfinished
from tests.support.live import ROOT, LiveServer, StartServer
from tests.support.outside import Telephone
from tests.support.stripe_account import StripeAccount
from tests.support.waiting import eventually
from tests.support.zarinpal import Gateway

SLOW = 6  # seconds in which a gateway keeps its answer to itself
PAID = "پرداخت شد"


def at_the_gateway(server: LiveServer, zarinpal: Gateway, order: str) -> tuple[Buyer, str]:
    """A buyer who has just paid there, and the way that leads her back."""
    buyer = Buyer(server, order)
    buyer.pays_by("zarinpal")
    row = zarinpal.messages[-1]
    zarinpal.do("pay", row["authority"])
    back = f"{row['callback_url']}?Authority={row['authority']}&Status=OK"
    return buyer, back.removeprefix(server.url)


def by_one_command(server: LiveServer) -> "subprocess.Popen[bytes]":
    """The same shop, as `make run` starts it."""
    server.stop()
    server.web = server.worker = None
    with server.log.open("ab") as log:
        both = subprocess.Popen(
            [sys.executable, "-m", "marketplace", "run"], cwd=ROOT, stdout=log, stderr=log,
            stdin=subprocess.DEVNULL, env=os.environ | server.environ, start_new_session=True,
        )  # fmt: skip
    eventually(lambda: "Stop with Ctrl-C" in server.log.read_text(), 60)
    return both


@pytest.mark.parametrize(
    "started", ["by the units", pytest.param("by one command", marks=pytest.mark.soak)]
)
def test_what_is_under_way_is_answered_and_who_comes_meanwhile_is_served_afterwards(
    started: str, start_server: StartServer, sms: Telephone, zarinpal: Gateway
) -> None:
    server = start_server(**zarinpal.environ())
    listing, first, second = server.play("tests.faults.busy_stage").split()[-3:]
    both = by_one_command(server) if started == "by one command" else None
    picture = Line(server, "GET", a_heavy_picture(server))
    buyer, back = at_the_gateway(server, zarinpal, first)
    other, her_way = at_the_gateway(server, zarinpal, second)
    guest = Guest(server.url, sms)
    with httpx.Client(base_url=server.url, headers=OURS, timeout=60) as browser:
        form = guest.is_about_to(browser, listing)
        order, last = unfinished(server, browser, "/checkout/check", form)
        zarinpal.fail_on("verify", "delay", seconds=SLOW)
        paying = Line(server, "GET", back)
        time.sleep(0.5)  # all three are with the shop

        main = both or server.web
        assert main
        main.terminate()
        time.sleep(0.5)
        order.send(last)
        code, headers, _body = order.read()
        assert (code, headers["location"][:3]) == (303, "/o/")
        code, headers, _body = paying.read()
        assert (code, headers["location"]) == (302, back.partition("/return")[0])
        assert len(picture.read()[2]) == HEAVY
        assert main.wait(20) == 0, "with a browser's idle line still open"
    with pytest.raises(httpx.ConnectError):
        other.reads(her_way)

    zarinpal.recover()
    server.web = None
    server.start()
    assert PAID in buyer.reads(back)
    assert PAID in other.reads(her_way)
    assert other.get(headers["location"]).status_code == 200
    assert ask(server, "SELECT count(*) FROM payment") == [(2,)]
    assert ask(server, "SELECT count(*) FROM buyer_order") == [(3,)]
    the_books_agree(server)


@pytest.mark.soak
@pytest.mark.engine("sqlite")
def test_a_letter_of_stripe_s_during_a_restart_comes_again_and_counts_once(
    start_server: StartServer, stripe_account: StripeAccount
) -> None:
    server, _buyer, _key = paid_at_stripe(start_server, stripe_account)
    server.stop_worker()
    server.stop_web()

    def deliver() -> int:
        (letter,) = stripe_account.letters("checkout.session.completed")
        signed = {"Stripe-Signature": letter["signature"]}
        return httpx.post(
            f"{server.url}/hooks/stripe", content=letter["body"], headers=signed
        ).status_code

    with pytest.raises(httpx.ConnectError):
        deliver()
    server.start()
    assert [deliver(), deliver()] == [200, 200]
    assert ask(server, "SELECT count(*) FROM payment") == [(1,)]
    assert state(server, "payment_intent") == "paid"
    the_books_agree(server)


@pytest.mark.soak
def test_the_worker_ends_what_it_began_and_leaves_the_rest_for_the_next(
    start_server: StartServer, sms: Telephone
) -> None:
    server = start_server()
    server.stop_worker()
    server.play("tests.faults.waiting_stage", "8")
    ((waiting,),) = ask(server, "SELECT count(*) FROM outbox WHERE state = 'waiting'")
    sms.fail("delay", seconds=2)
    server.start()
    worker = server.worker
    assert worker
    eventually(lambda: ask(server, "SELECT 1 FROM outbox WHERE state = 'running'"), 30)
    worker.terminate()
    assert worker.wait(20) == 0, server.log.read_text()[-2000:]
    states = dict(ask(server, "SELECT state, count(*) FROM outbox GROUP BY state"))
    assert set(states) == {"done", "waiting"}, "none is left of which nobody knows"
    assert states["waiting"] > 0, "it did not wait for all of them"
    assert len(sms.messages) < waiting

    sms.recover()
    server.worker = None
    server.start()
    eventually(lambda: not ask(server, "SELECT 1 FROM outbox WHERE state <> 'done'"), 60)
    texts = [(row["receptor"], row["message"]) for row in sms.messages]
    assert len(texts) == len(set(texts)), "each went out once"
