"""Killed between asking a gateway and keeping its answer: each rial counts once, and what people
read meanwhile is true."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

import httpx
import pytest
import sqlalchemy as sa

from tests.faults.guests import OURS
from tests.support.live import LiveServer, StartServer
from tests.support.stripe_account import StripeAccount
from tests.support.waiting import eventually
from tests.support.zarinpal import Gateway

SLOW = 4  # seconds in which the gateway keeps its answer to itself
LEASE_IS_OVER = "UPDATE outbox SET claimed_at = '2020-01-01 00:00:00' WHERE state = 'running'"


class Buyer(httpx.Client):
    """A browser at an order's page."""

    def __init__(self, server: LiveServer, order: str) -> None:
        super().__init__(base_url=server.url, headers=OURS, timeout=20)
        self.order = order

    def pays_by(self, gateway: str) -> str:
        """She presses the button; returns the address of the gateway's page."""
        answer = self.post(f"{self.order}/payments", data={"gateway": gateway})
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def is_cut_off(self, path: str, kill: Callable[[], None]) -> None:
        """She asks for a page, and the process that answers is killed while it waits."""

        def ask() -> None:
            with suppress(httpx.HTTPError):
                self.get(path)

        asking = threading.Thread(target=ask)
        asking.start()
        time.sleep(SLOW / 2)
        kill()
        asking.join(30)

    def reads(self, path: str) -> str:
        """The page, wherever it leads."""
        return self.get(path, follow_redirects=True).text


def ask(server: LiveServer, query: str) -> list[tuple[object, ...]]:
    """Read or write the database past all of the shop's code."""
    engine = sa.create_engine(server.database.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as line:
        found = line.execute(sa.text(query))
        rows = [tuple(row) for row in found] if found.returns_rows else []
    engine.dispose()
    return rows


def state(server: LiveServer, table: str) -> str:
    return str(ask(server, f"SELECT max(state) FROM {table}")[0][0])


def the_books_agree(server: LiveServer) -> None:
    server.run("ledger", "check")  # ends the test when a rule is broken


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
    server = start_server(
        CURRENCY="EUR", STRIPE_KEY=stripe_account.key, STRIPE_URL=stripe_account.url,
        STRIPE_WEBHOOK_SECRET=stripe_account.secret,
    )  # fmt: skip
    secret = server.play("tests.journeys.stripe_stage").split()[0]
    buyer = Buyer(server, f"/en/o/{secret}")
    key = buyer.pays_by("stripe").rsplit("/", 1)[1]
    stripe_account.pay(key)
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
