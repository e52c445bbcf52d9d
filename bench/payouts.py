"""A payment run and the maker's money page: `python -m bench.payouts [--vendors N] [--lines N]`."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bench import shop
from bench.__main__ import database
from tests.support.ports import free_port

RUN, PAGE = 20, 10  # seconds for a run, CPU milliseconds for the page
LOOKS = 200


def main() -> None:
    """Print, for each engine, how long a run takes and what her page costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engines", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--vendors", type=int, default=1_000)
    parser.add_argument("--lines", type=int, default=100_000)
    wanted = parser.parse_args()
    for engine in wanted.engines:
        scratch = Path(tempfile.mkdtemp(prefix="caravanserai-bench-"))
        try:
            with database(engine, scratch) as (url, _pids):
                sms = shop.Sms()
                environ = shop.settings(url, scratch / "var", free_port(), sms)
                shop.prepare(environ, 100)
                program = f"from bench import payouts; payouts.measure({engine!r},"
                subprocess.run(
                    [sys.executable, "-c", f"{program} {wanted.vendors}, {wanted.lines})"],
                    env=os.environ | environ, cwd=shop.ROOT, check=True,
                    stderr=subprocess.DEVNULL,
                )  # fmt: skip
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def measure(engine: str, vendors: int, lines: int) -> None:
    """Sell, wait, pay; look at the page of whoever sold most and of whoever sold least."""
    from bench import sold
    from marketplace import create_app
    from marketplace.kernel.actor import SYSTEM, acting
    from marketplace.kernel.db import session
    from marketplace.kernel.unit import unit_of_work
    from marketplace.ledger import balances
    from marketplace.payouts import drafting, runs, totals

    app = create_app()
    with app.app_context(), acting(SYSTEM):
        most, least = sold.sell(vendors, lines)
        balances.SETTLED = timedelta()  # nobody else is writing
        with unit_of_work():
            balances.rebuild()
            totals.rebuild()
        treasurer, other = sold.two_people()
        started = time.monotonic()
        with unit_of_work():
            run = drafting.make(treasurer)
        made = time.monotonic() - started
        started = time.monotonic()
        with unit_of_work():
            runs.approve(run, other)
        approved = time.monotonic() - started
        session.remove()
    print(
        f"{engine}: a run over {vendors} makers and {lines} lines: {made:.1f} s"
        f" (at most {RUN}), approved in {approved:.1f} s",
        flush=True,
    )
    for name, key in (("most", most), ("fewest", least)):
        spent, rows = sold.look(app, key, LOOKS)
        print(
            f"{engine}: money page of the maker with the {name} rows ({rows}): {spent:.1f} CPU ms"
            f" (at most {PAGE})",
            flush=True,
        )


if __name__ == "__main__":
    main()
