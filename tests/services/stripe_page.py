"""The hosted pay page: plain HTML on Stripe's own origin, pay or go back."""

from html import escape
from typing import Any

Shape = dict[str, Any]
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pay</title>
<meta name="viewport" content="width=device-width"></head><body><main>
<h1>{title}</h1>{error}<ul>{lines}</ul>{ways}</main></body></html>"""
WAYS = """<form method="post"><button name="card" value="good">Pay {total}</button>
<button name="card" value="declined">Pay with a card that is declined</button></form>
<p><a href="{back}">Back</a></p>"""


def draw(session: Shape, lines: list[Shape], error: str = "") -> str:
    """The page of a session: its lines and two ways on while it is open."""
    total = _amount(session["amount_total"], session["currency"])
    shown = "".join(
        f"<li>{escape(line['description'])} × {line['quantity']}: "
        f"{_amount(line['amount_total'], line['currency'])}</li>"
        for line in lines
    )
    is_open = session["status"] == "open"
    ways = WAYS.format(total=total, back=escape(session["cancel_url"] or "")) if is_open else ""
    title = f"Pay {total}" if is_open else "This page has expired"
    said = f"<p role='alert'>{escape(error)}</p>" if error else ""
    return PAGE.format(title=title, lines=shown, ways=ways, error=said)


def success(session: Shape) -> str:
    """Where the browser goes after paying."""
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _amount(number: int, currency: str) -> str:
    return f"{number} {currency.upper()}"
