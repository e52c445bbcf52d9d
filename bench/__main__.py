"""Measure every row and write var/bench.json: `python -m bench [--quick] …`."""

import argparse
import json
import os
import platform
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from bench import books, online, processes, queries, shop, stripe, walks, works
from bench.client import Client
from bench.measuring import measure
from bench.walks import office, ordering, reading
from bench.walks.scene import Scene, Walk
from tests.support.ports import free_port
from tools import postgres

BOOKS = "books"
ORDERS = (*ordering.ROWS, *ordering.EURO)  # the worker takes part
ROWS = (*walks.EVERY, BOOKS, *works.NAMES)
COLUMNS = ("engine", "listings", "row", "state", "app_cpu_ms", "db_cpu_ms", "rps", "p50_ms",
           "p95_ms", "p99_ms", "queries")  # fmt: skip


def main() -> None:
    """Run what was asked for, print a table, write the file."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # take what was started along
    wanted = _arguments()
    sms = shop.Sms()
    report: dict[str, Any] = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "machine": _machine()}
    report |= {"rows": [], "memory": [], "works": [], "books": []}
    for engine in wanted.engines:
        for listings in wanted.listings:
            _walk(engine, listings, wanted, sms, walks.SHOP, report)
        _walk(engine, 1_000, wanted, sms, ordering.EURO, report)
        _walk(engine, 1_000, wanted, sms, office.ROWS, report, wanted.orders)
        for name in (one for one in works.NAMES if one in wanted.rows):
            _work(engine, name, wanted, sms, report)
        if BOOKS in wanted.rows:
            sizes = (wanted.postings, 500 if wanted.quick else books.SALES)
            report[BOOKS] += books.measure(engine, *sizes, sms)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    _print(report["rows"])
    for one in (*report["memory"], *report["works"], *report[BOOKS]):
        print(one)
    print(f"written to {wanted.out}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--listings", nargs="+", type=int, default=[1_000, 10_000])
    parser.add_argument("--large", action="store_true", help="100,000 listings too")
    parser.add_argument("--million", action="store_true", help="1,000,000 listings too")
    parser.add_argument("--rows", nargs="+", default=list(ROWS), choices=ROWS)
    parser.add_argument("--orders", type=int, default=100_000, help="in the lists of orders")
    parser.add_argument("--postings", type=int, default=1_000_000, help="in the books")
    parser.add_argument("--seconds", type=float, default=8, help="of each row")
    parser.add_argument("--quick", action="store_true", help="few of all, 2 s a row")
    parser.add_argument("--out", type=Path, default=Path("var/bench.json"))
    wanted = parser.parse_args()
    wanted.listings += [100_000] * wanted.large + [1_000_000] * wanted.million
    if wanted.quick:
        wanted.listings, wanted.seconds, wanted.orders = [1_000], 2, 5_000
        wanted.postings = 20_000
    return wanted


def _walk(
    engine: str,
    listings: int,
    wanted: argparse.Namespace,
    sms: shop.Sms,
    among: Mapping[str, Walk],
    report: dict[str, Any],
    orders: int = 0,
) -> None:
    """Those rows among these that are wanted, in a shop with so many listings and orders."""
    names = [name for name in wanted.rows if name in among]
    if not names:
        return
    euro = among is ordering.EURO
    with prepared(engine, listings, sms, orders, euro) as (environ, pids):
        rows, memory = _measured(names, wanted.seconds, sms, environ, pids)
    which = {"engine": engine, "listings": listings}
    report["rows"] += [which | row for row in rows]
    report["memory"] += [which | {"orders": orders, "two_workers_mb": memory}]


def _work(
    engine: str, name: str, wanted: argparse.Namespace, sms: shop.Sms, report: dict[str, Any]
) -> None:
    listings: int = import_module(f"bench.works.{name}").LISTINGS
    listings = min(listings, 1_000) if wanted.quick else listings
    with prepared(engine, listings, sms) as (environ, pids):
        report["works"] += [{"engine": engine} | row for row in works.measure(name, environ, pids)]


@contextmanager
def prepared(
    engine: str, listings: int, sms: shop.Sms, orders: int = 0, euro: bool = False
) -> Iterator[tuple[dict[str, str], tuple[int, ...]]]:
    """A shop with so many listings and orders: its environment, PostgreSQL's process ids."""
    scratch = Path(tempfile.mkdtemp(prefix="caravanserai-bench-"))
    try:
        with database(engine, scratch) as (url, pids):
            environ = shop.settings(url, scratch / "var", free_port(), sms)
            environ |= online.Gateway().settings()
            environ |= stripe.settings(environ["PUBLIC_URL"]) if euro else stripe.OFF
            took = shop.prepare(environ, listings, orders)
            print(f"{engine}: {listings} listings, {orders} orders made in {took:.0f} s",
                  flush=True)  # fmt: skip
            os.environ.update(environ)
            yield environ, pids
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _measured(
    names: list[str], seconds: float, sms: shop.Sms, environ: dict[str, str], pids: tuple[int, ...]
) -> tuple[list[dict[str, Any]], int]:
    """A row for each name, and the megabytes of the web processes after all of them."""
    with shop.serving(environ, 20_000):
        client = Client(environ["PUBLIC_URL"])
        places, size = walks.look_around(client), len(client.get("/"))
    counted = queries.count(places, sms, names)
    found: list[dict[str, Any]] = []
    with shop.serving(environ, size, pids) as running:
        scene = Scene(places, sms.code, online.accept)
        for name in names:
            base, app = (running.bare, [running.bare_web]) if name == "bare" else (
                running.url, [running.web] + [running.worker] * (name in ORDERS))  # fmt: skip
            figures = measure(walks.EVERY[name], scene, base, app, pids, seconds)
            state = "warm" if name in reading.KEPT else "cold"
            row = {"row": name.removesuffix("_kept"), "state": state}
            found.append(row | asdict(figures) | {"queries": counted[name]})
            _print(found[-1:])
        return found, round(processes.memory([running.web]))


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
        print("  ".join(f"{row.get(name, ''):>10}" for name in COLUMNS), flush=True)


if __name__ == "__main__":
    main()
