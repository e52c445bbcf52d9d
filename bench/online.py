"""Paying online: ZarinPal's double in this process, and the makers' answer, neither measured."""

import os
import threading
from collections.abc import Callable
from functools import cache
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING

from tests.services import zarinpal_server

if TYPE_CHECKING:
    from flask import Flask

Answer = Callable[[str], None]


class Gateway:
    """The payment company on loopback, in this process: its time is not the shop's."""

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), zarinpal_server.ZarinPal)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def settings(self) -> dict[str, str]:
        """What the shop's environment says of it."""
        return {"ZARINPAL_MERCHANT": zarinpal_server.MERCHANT, "ZARINPAL_URL": self.url}


def pay(page: str) -> str:
    """A buyer pays on the gateway's page; the address that she comes back by."""
    payment = zarinpal_server.MEMORY.pay(page.rpartition("/")[2])
    return zarinpal_server.back(payment, "OK")


def accept(token: str) -> None:
    """Every maker of the order says yes, in this process."""
    from marketplace.kernel.unit import unit_of_work
    from marketplace.orders import vendor_orders
    from marketplace.orders.lists import find

    with _app(os.environ["DATABASE_URL"]).app_context(), unit_of_work():
        for part in find.by_token(token).vendor_orders:
            vendor_orders.accept(part)


@cache
def _app(_database: str) -> "Flask":
    from marketplace import create_app

    return create_app()
