"""A buyer at an order's page of a started shop, and what the database says of her money."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

import httpx
import sqlalchemy as sa

from tests.faults.guests import OURS
from tests.support.live import LiveServer, StartServer
from tests.support.stripe_account import StripeAccount

SLOW = 4  # seconds in which the gateway keeps its answer to itself


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
    """The state of the only row."""
    return str(ask(server, f"SELECT max(state) FROM {table}")[0][0])


def the_books_agree(server: LiveServer) -> None:
    """Ends the test when a rule is broken."""
    server.run("ledger", "check")


def paid_at_stripe(
    start_server: StartServer, stripe_account: StripeAccount
) -> tuple[LiveServer, Buyer, str]:
    """A shop for euro, a buyer who has just paid there and not come back, and her session's key."""
    server = start_server(CURRENCY="EUR", **stripe_account.environ())
    secret = server.play("tests.journeys.stripe_stage").split()[0]
    buyer = Buyer(server, f"/en/o/{secret}")
    key = buyer.pays_by("stripe").rsplit("/", 1)[1]
    stripe_account.pay(key)
    return server, buyer, key
