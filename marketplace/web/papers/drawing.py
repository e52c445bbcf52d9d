"""Drawing papers: each from its sealed content, on its own sheet, in its own language."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask import Response, make_response, render_template
from flask_babel import gettext as _
from markupsafe import Markup

from marketplace.kernel.money import Money, Rate
from marketplace.kernel.money.currency import reckoning_in
from marketplace.papers import issuing, reading
from marketplace.papers.models import Paper
from marketplace.web import formatters
from marketplace.web.language import speaking
from marketplace.web.log.words.payouts import FACTS
from marketplace.web.money import pay_words, rate_words
from marketplace.web.orders.rows import photos_of
from marketplace.web.orders.words import order_state, parcel_state, part_state
from marketplace.web.papers import words as paper_words

WORDS = {
    "order": lambda state, delivery: order_state(state, delivery)[0],
    "part": lambda state: part_state(state)[0],
    "parcel": lambda state: parcel_state(state)[0],
    "way": pay_words.way,
    "reason": pay_words.reason,
    "fact": lambda kind: _(FACTS.get(kind, FACTS["other"])),
}


def page(papers: Sequence[Paper], back: tuple[str, str], wanted: str = "") -> Response:
    """All of them on one page for the printer, kept by no cache. `back`: label and address of
    the page before; `wanted`: roll for receipts."""
    replaced, newer = reading.replaced(papers), reading.replacing(papers)
    answer = make_response(
        render_template(
            "papers/page.html",
            papers=papers,
            sheets=[sheet(one, replaced.get(one.replaces_id or 0), wanted) for one in papers],
            newer=[newer[one.id] for one in papers if one.id in newer],
            shapes=[
                paper_words.SHAPES[shape]
                for shape in dict.fromkeys(paper_words.shape_of(p.kind, wanted) for p in papers)
            ],
            wanted=wanted,
            rolls=all(one.kind in paper_words.ON_A_ROLL for one in papers),
            names=paper_words.KINDS,
            back=back,
        )
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _taxes(body: dict[str, Any] | None) -> list[tuple[str, Money]]:
    """What of a paper's amounts is tax, rate by rate; papers of old say nothing of it."""
    return [
        (_("Of it tax, %(rate)s", rate=formatters.percent(rate)), Money(tax))
        for rate, tax in (body or {}).get("taxes", ())
    ]


def sheet(paper: Paper, replaces: Paper | None = None, wanted: str = "") -> Markup:
    """One of them. `replaces`: the paper in whose place it stands."""
    body, shape = issuing.content(paper), paper_words.shape_of(paper.kind, wanted)
    name = f"{paper.kind}_roll" if shape == "roll" else paper.kind
    drawn_pieces = paper.kind in ("slip", "settlement") and body is not None
    pictures = {row.get("picture") for row in body["rows"]} if drawn_pieces and body else ()
    currency = (body or {}).get("currency", "IRR")  # older papers do not name it
    with speaking(paper.language), reckoning_in(currency):
        drawn = render_template(
            f"papers/{name if body else 'nothing_left'}.html",
            paper=paper,
            body=body,
            shape=shape,
            title=paper_words.kind(paper.kind),
            replaces=replaces.shown_number if replaces else "",
            photos=photos_of(pictures),
            at=datetime.fromisoformat,
            on_day=date.fromisoformat,
            money=Money,
            rate=_rate,
            words=WORDS,
            taxes=_taxes(body),
        )
    return Markup(drawn)  # noqa: S704


def _rate(body: dict[str, Any]) -> str:
    """The rate that a receipt's foreign notes were taken at."""
    notes = body["foreign"]
    quantity = Money(notes["quantity"], notes["currency"])
    return rate_words.told(Rate(quantity, Money(notes["price"], body["currency"])))
