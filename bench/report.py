"""The measured file as a table and a chart: `python -m bench.report [var/bench.json]`."""

import json
import math
import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs"
MEASURED = "<!-- what was measured -->\n"
HEAD = (
    "| work | state | engine | listings | CPU ms: app | database | × bare | p95 ms | statements |"
)
LINES = {"home": "#0B6468", "product": "#4A2F20", "list": "#A33A2C", "search": "#857360"}
DASHES = {"sqlite": "none", "postgresql": "6 4"}
WIDTH, HEIGHT, LEFT, BOTTOM = 720, 360, 60, 310
Rows = list[dict[str, Any]]


def main() -> None:
    """Write docs/performance.md, which is bench/performance.md with figures, and its chart."""
    found = json.loads(Path(sys.argv[1] if len(sys.argv) > 1 else "var/bench.json").read_text())
    page = Path(__file__).with_name("performance.md").read_text()
    (DOCS / "performance.svg").write_text(chart(found["rows"]))
    (DOCS / "performance.md").write_text(page.replace(MEASURED, table(found)))


def table(found: dict[str, Any]) -> str:
    """Everything that was measured, in Markdown."""
    bare = {(row["engine"], row["listings"]): _cost(row) for row in found["rows"]
            if row["row"] == "bare"}  # fmt: skip
    lines = [f"Measured {found['date']} on {found['machine']}.\n", HEAD, "|---" * 9 + "|"]
    for row in found["rows"]:
        alone = bare.get((row["engine"], row["listings"]))
        times = f"{_cost(row) / alone:.1f}" if alone else ""
        cells = (row["row"], row["state"], row["engine"], f"{row['listings']:,}", row["app_cpu_ms"],
                 row["db_cpu_ms"], times, row["p95_ms"], row["queries"])  # fmt: skip
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    lines += ["", "| engine | listings | orders | two web processes and their parent, MB |",
              "|---" * 4 + "|"]  # fmt: skip
    lines += [
        f"| {row['engine']} | {row['listings']:,} | {row['orders']:,} | {row['two_workers_mb']} |"
        for row in found["memory"]
    ]
    return "\n".join(lines) + "\n"


def chart(rows: Rows) -> str:
    """What pages drawn anew cost against how many listings there are; both ends logarithmic."""
    shown = [row for row in rows if row["row"] in LINES and row["state"] == "cold"]
    sizes = sorted({row["listings"] for row in shown})
    most = max(map(_cost, shown), default=1)
    drawn = [_frame(sizes, most)]
    for place, (name, colour) in enumerate(LINES.items()):
        drawn.append(f'<text x="{LEFT + 110 * place}" y="22" fill="{colour}">{name}</text>')
        for engine, dash in DASHES.items():
            points = [
                (_x(row["listings"], sizes), _y(_cost(row), most))
                for row in sorted(shown, key=lambda row: int(row["listings"]))
                if (row["row"], row["engine"]) == (name, engine)
            ]
            path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
            drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}"'
                         f' stroke-width="2" stroke-dasharray="{dash}"/>')  # fmt: skip
            drawn += [f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>'
                      for x, y in points]  # fmt: skip
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        ' font-family="system-ui, sans-serif" font-size="14" role="img"'
        ' aria-label="CPU milliseconds of pages drawn anew against the number of listings">\n'
        + "\n".join(drawn) + "\n</svg>\n"
    )  # fmt: skip


def _frame(sizes: list[int], most: float) -> str:
    ticks = [tick for tick in (0.5, 1, 2, 5, 10, 20, 50, 100, 200) if tick <= _top(most)]
    across = "".join(
        f'<path d="M{LEFT} {_y(tick, most):.0f}H{WIDTH - 20}" stroke="#E3D6C3"/>'
        f'<text x="{LEFT - 8}" y="{_y(tick, most) + 5:.0f}" text-anchor="end">{tick:g}</text>'
        for tick in ticks
    )
    below = "".join(
        f'<text x="{_x(size, sizes):.0f}" y="{BOTTOM + 22}" text-anchor="middle">{size:,}</text>'
        for size in sizes
    )
    told = (f'<text x="{LEFT}" y="{HEIGHT - 6}" font-size="12">CPU ms a request, server and'
            " database; line: SQLite, dashes: PostgreSQL; across: listings</text>")  # fmt: skip
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#FFFCF7"/>'
    return f'{ground}<g fill="#1F1A17">{across}{below}{told}</g>'


def _cost(row: dict[str, Any]) -> float:
    return float(row["app_cpu_ms"]) + float(row["db_cpu_ms"])


def _top(most: float) -> float:
    return max(10.0, most * 1.2)


def _x(size: int, sizes: list[int]) -> float:
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])
    share = (math.log10(size) - first) / (last - first) if last > first else 0.5
    return LEFT + 30 + share * (WIDTH - LEFT - 100)


def _y(cost: float, most: float) -> float:
    low, high = math.log10(0.5), math.log10(_top(most))
    share = (math.log10(max(cost, 0.5)) - low) / (high - low)
    return BOTTOM - share * (BOTTOM - 40)


if __name__ == "__main__":
    main()
