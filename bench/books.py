"""The books: posting sales and proving a million postings: `python -m bench.books [--quick]`."""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import shop
from tests.support.ports import free_port

SALES, AT_ONCE = 10_000, 100
VENDORS = 1_000
FIRST = 10**9  # of the orders that only the books know
PRICE, OURS = 18_500_000, 1_850_000


def measure(engine: str, postings: int, sales: int, sms: shop.Sms) -> list[dict[str, Any]]:
    """Seconds for proving about so many postings, summing their snapshot and posting so many
    sales, each with its payment."""
    from bench.__main__ import database

    scratch = Path(tempfile.mkdtemp(prefix="caravanserai-bench-"))
    try:
        with database(engine, scratch) as (url, _pids):
            environ = shop.settings(url, scratch / "var", free_port(), sms)
            shop.prepare(environ, 100)
            os.environ.update(environ)
            return [{"engine": engine} | row for row in _rows(postings, sales)]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _rows(postings: int, sales: int) -> list[dict[str, Any]]:
    from bench import sold
    from marketplace import create_app
    from marketplace.kernel.actor import SYSTEM, acting
    from marketplace.kernel.db import session
    from marketplace.kernel.unit import unit_of_work
    from marketplace.ledger import balances
    from marketplace.ledger.models import Posting

    with create_app().app_context(), acting(SYSTEM):
        sold.sell(VENDORS, postings // sold.POSTINGS * sold.EACH)
        count = session.query(Posting).count()
        session.rollback()
        found = [_timed("ledger_check", count, _prove)]
        session.rollback()
        with unit_of_work():
            found.append(_timed("ledger_snapshot", count, balances.rebuild))
        found.append(_timed("post_sales", sales, lambda: _sell(sales)))
        return found


def _prove() -> None:
    from marketplace import books

    broken = books.check()
    assert broken == [], broken


def _sell(sales: int) -> None:
    """Each in the domain's own steps: the payment, then the sale of two lines and a parcel."""
    from marketplace.kernel.unit import unit_of_work
    from marketplace.ledger import entries
    from marketplace.ledger.accounts import BANK, BUYER
    from marketplace.ledger.entries import Piece, Postage
    from marketplace.ledger.posting import credit, debit, post

    pieces, postage = [Piece(1, 1, PRICE, OURS), Piece(2, 2, PRICE, OURS)], [Postage(600_000)]
    paid = 2 * PRICE + 600_000
    for start in range(0, sales, AT_ONCE):
        with unit_of_work():
            for key in range(FIRST + start, FIRST + min(start + AT_ONCE, sales)):
                subject = ("order", key)
                legs = [debit(BANK, paid), credit(BUYER, paid)]
                post("payment", subject, legs, source=("payment", key))
                entries.order_sold(key, "IRR", pieces, postage)


def _timed(row: str, count: int, act: Callable[[], object]) -> dict[str, Any]:
    began, used = time.monotonic(), time.process_time()
    act()
    seconds, cpu = time.monotonic() - began, time.process_time() - used
    return {"row": row, "of": count, "seconds": round(seconds, 2), "app_cpu_s": round(cpu, 2)}


def main() -> None:
    """Print a line for each engine and row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--postings", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true", help="20,000 postings, 500 sales")
    wanted = parser.parse_args()
    few = (20_000, 500)
    for engine in wanted.engines:
        sizes = few if wanted.quick else (wanted.postings, SALES)
        for row in measure(engine, *sizes, shop.Sms()):
            print(row, flush=True)


if __name__ == "__main__":
    main()
