"""Measure every row and write var/bench.json: `python -m bench [--quick] …`."""

import argparse
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import books, online, queries, shop, stripe, walks
from bench.client import Client
from bench.measuring import measure
from tests.support.ports import free_port
from tools import postgres

KEPT = ("home_kept", "product_kept", "list_kept")
ROWS = ("bare", "home", "product", "list", "search", *KEPT, "order", "posted", "online")
EURO = ("stripe",)  # measured in a shop that sells for euro
ORDERS = ("order", "posted", "online", *EURO)
LISTS = ("orders_first", "orders_deep")  # measured with so many orders in the house
BOOKS = "books"
EVERY = (*ROWS, *EURO, *LISTS, BOOKS)
COLUMNS = ("engine", "listings", "row", "state", "app_cpu_ms", "db_cpu_ms", "rps", "p50_ms",
           "p95_ms", "p99_ms", "queries")  # fmt: skip


def main() -> None:
    """Run what was asked for, print a table, write the file."""
    wanted = _arguments()
    sms, found = shop.Sms(), []
    for engine in wanted.engines:
        for listings in wanted.listings:
            found += _one(engine, listings, wanted, sms, ROWS)
        found += _one(engine, 1_000, wanted, sms, EURO)
        found += _one(engine, 1_000, wanted, sms, LISTS, wanted.orders)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    sizes = (wanted.postings, 500 if wanted.quick else books.SALES)
    engines = wanted.engines if BOOKS in wanted.rows else []
    proved = [row for engine in engines for row in books.measure(engine, *sizes, sms)]
    report = {"machine": _machine(), "rows": found, "books": proved}
    wanted.out.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    _print(found)
    for row in proved:
        print(row)
    print(f"written to {wanted.out}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--listings", nargs="+", type=int, default=[1_000, 10_000])
    parser.add_argument("--rows", nargs="+", default=list(EVERY), choices=EVERY)
    parser.add_argument("--orders", type=int, default=100_000, help="in the lists of orders")
    parser.add_argument("--postings", type=int, default=1_000_000, help="in the books")
    parser.add_argument("--seconds", type=float, default=8, help="of each row")
    parser.add_argument("--quick", action="store_true", help="few of all, 2 s a row")
    parser.add_argument("--out", type=Path, default=Path("var/bench.json"))
    wanted = parser.parse_args()
    if wanted.quick:
        wanted.listings, wanted.seconds, wanted.orders = [1_000], 2, 5_000
        wanted.postings = 20_000
    return wanted


def _one(
    engine: str,
    listings: int,
    wanted: argparse.Namespace,
    sms: shop.Sms,
    among: tuple[str, ...],
    orders: int = 0,
) -> list[dict[str, Any]]:
    """Those rows among these that are wanted, on one engine with so many listings and orders."""
    names = [name for name in wanted.rows if name in among]
    if not names:
        return []
    scratch = Path(tempfile.mkdtemp(prefix="caravanserai-bench-"))
    try:
        with database(engine, scratch) as (url, pids):
            environ = shop.settings(url, scratch / "var", free_port(), sms)
            environ |= online.Gateway().settings()
            environ |= stripe.settings(environ["PUBLIC_URL"]) if among == EURO else stripe.OFF
            took = shop.prepare(environ, listings, orders)
            print(f"{engine}: {listings} listings, {orders} orders made in {took:.0f} s",
                  flush=True)  # fmt: skip
            os.environ.update(environ)
            return _measured(engine, listings, names, wanted.seconds, sms, environ, pids)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _measured(
    engine: str,
    listings: int,
    names: list[str],
    seconds: float,
    sms: shop.Sms,
    environ: dict[str, str],
    pids: tuple[int, ...],
) -> list[dict[str, Any]]:
    with shop.serving(environ, 20_000):
        client = Client(environ["PUBLIC_URL"])
        places, size = walks.look_around(client), len(client.get("/"))
    counted = queries.count(places, sms, names)
    found = []
    with shop.serving(environ, size, pids) as running:
        every = walks.rows(places, sms.code, online.accept)
        for name in names:
            base, app = (running.bare, [running.bare_web]) if name == "bare" else (
                running.url, [running.web] + [running.worker] * (name in ORDERS))  # fmt: skip
            figures = measure(every[name], base, app, pids, seconds)
            state = "warm" if name in KEPT else "cold"
            row = {"row": name.removesuffix("_kept"), "state": state, "engine": engine}
            row |= {"listings": listings} | asdict(figures) | {"queries": counted[name]}
            found.append(row)
            _print(found[-1:])
    return found


@contextmanager
def database(engine: str, scratch: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """An empty database: its address and the server's process ids."""
    if engine == "sqlite":
        (scratch / "var").mkdir()
        yield f"sqlite:///{scratch / 'var' / 'bench.db'}", ()
        return
    folder = postgres.scratch_folder("caravanserai-bench-")
    server = postgres.Postgres(folder).start()
    try:
        assert server._process
        yield server.url, (server._process.pid,)
    finally:
        server.stop(kill=True)
        shutil.rmtree(folder, ignore_errors=True)


def _machine() -> str:
    model = "unknown"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    return f"{model}, {os.cpu_count()} CPUs, Python {platform.python_version()}"


def _print(rows: list[dict[str, Any]]) -> None:
    if len(rows) > 1:
        print("  ".join(f"{name:>10}" for name in COLUMNS))
    for row in rows:
        print("  ".join(f"{row[name]:>10}" for name in COLUMNS), flush=True)


if __name__ == "__main__":
    main()
