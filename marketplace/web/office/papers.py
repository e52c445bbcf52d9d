"""Papers: issued, printed, printed again, found by their number."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.exceptions import Forbidden

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.text import to_ascii_digits
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.sheets import issuing
from marketplace.orders.sheets.issuing import Asked
from marketplace.papers import reading
from marketplace.papers.models import Paper
from marketplace.payouts import slip as settlement
from marketplace.people.models import User
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.forms.form import say
from marketplace.web.identity import me
from marketplace.web.language import LOCALES, locale
from marketplace.web.office import bp
from marketplace.web.papers import drawing as papers, words as paper_words


@dataclass(frozen=True, slots=True)
class Row:
    """A paper in the list."""

    public_id: str
    number: str
    kind: str
    word: str
    language: str
    made_at: datetime
    by: str
    erased_at: datetime | None


@bp.get("/papers", endpoint="papers")
@may(CLERK, MODERATOR, TREASURER)
def paper_list() -> ResponseReturnValue:
    """The papers that this person may read, newest first, or the one with a number."""
    query = request.args.get("q", "").strip()[:40]
    offset = min(max(request.args.get("from", 0, type=int) or 0, 0), 2**31)
    kinds = paper_words.readable(me())
    found = reading.listed(kinds, to_ascii_digits(query), reading.PAGE + 1, offset)
    older = len(found) > reading.PAGE
    return render_template(
        "office/papers/index.html",
        query=query,
        rows=rows(found[: reading.PAGE]),
        older=url_for("office.papers", **{"from": offset + reading.PAGE}) if older else "",  # type: ignore[arg-type]
    )


@bp.post("/papers")
@may(CLERK, MODERATOR, TREASURER)
def issue_papers() -> ResponseReturnValue:
    """Issue one `kind` about each `code`, or about `all` when no code is ticked; draw them."""
    kind, language = request.form.get("kind", ""), request.form.get("language", "")
    if kind not in paper_words.KINDS:
        raise NotFound
    if kind not in paper_words.readable(me()):
        raise Forbidden
    codes = request.form.getlist("code") or request.form.getlist("all")
    asked = Asked(language if language in LOCALES else "", locale(), me().id)
    try:
        issued = _issue(kind, codes[: reading.MOST], asked)
    except NotFound:
        raise
    except DomainError as error:
        session.rollback()
        flash(say(error), "wrong")
        return redirect(url_for("office.papers"), 303)
    return redirect(sheets_url(issued, request.form.get("shape", "")), 303)


@bp.get("/papers/sheets")
@may(CLERK, MODERATOR, TREASURER)
def paper_sheets() -> ResponseReturnValue:
    """Draw them, each on its own sheet; that somebody reads them is written down."""
    with unit_of_work():
        found = reading.by_public_ids(request.args.getlist("paper"))
        if not {one.kind for one in found} <= set(paper_words.readable(me())):
            raise Forbidden
        reading.looked_at(found)
    back = _("All papers"), url_for("office.papers")
    return papers.page(found, back, request.args.get("shape", ""))


def _issue(kind: str, codes: list[str], asked: Asked) -> list[Paper]:
    if kind == settlement.KIND and codes:
        return settlement.issue_all(codes, asked)
    return issuing.issue(kind, codes, asked)


def sheets_url(issued: list[Paper], shape: str = "") -> str:
    """The address of the page that draws these."""
    keys = [one.public_id for one in issued]
    return url_for("office.paper_sheets", paper=keys, shape="roll" if shape == "roll" else None)


def rows(found: list[Paper]) -> list[Row]:
    """Papers in words, with one query for the people who issued them."""
    query = select(User.id, User.name).where(User.id.in_({paper.made_by for paper in found}))
    people = {row.id: row.name for row in session.execute(query)} if found else {}
    return [
        Row(
            paper.public_id, paper.shown_number, paper.kind, paper_words.kind(paper.kind),
            paper.language, paper.made_at, people.get(paper.made_by, ""), paper.erased_at,
        )
        for paper in found
    ]  # fmt: skip
