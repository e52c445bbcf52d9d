"""What this phone likes: ids in a cookie that people's own act sets, and nothing at the office.

The page works without script; with it the heart needs no round trip, and pieces seen lately are
drawn from the phone's own memory."""

import re
from collections.abc import Iterable

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from marketplace.discovery import cards as found
from marketplace.web.access import VISITOR, may
from marketplace.web.frame import absolute, settings
from marketplace.web.language import locale
from marketplace.web.shop import bp
from marketplace.web.shop.showing import cards

COOKIE, MOST, DAYS = "liked", 40, 365
ONE = re.compile(r"[2-9a-z]{8}")


@bp.get("/liked")
@may(VISITOR)
def liked() -> str:
    """The pieces this phone likes, the last first; or those of a list that somebody shared."""
    shared = "p" in request.args
    ids = ids_in(request.args["p"]) if shared else mine()
    link = absolute(url_for("shop.liked", p=".".join(ids))) if ids else ""
    pieces = found.by_public_ids(ids, locale())
    return render_template(
        "shop/liked/liked.html", shared=shared, ids=".".join(ids), link=link,
        pieces=cards(pieces), kept=pieces, robots="noindex", no_switch=shared,
    )  # fmt: skip


@bp.post("/liked")
@may(VISITOR)
def like() -> Response:
    """Like a piece, or no longer; or keep a shared list among one's own."""
    kept, given = mine(), ids_in(request.form.get("liked", ""))
    if "away" in request.form or (request.form.get("turn") and given and set(given) <= set(kept)):
        kept = [one for one in kept if one not in given]
    else:
        kept = list(dict.fromkeys([*given, *kept]))[:MOST]
    response = make_response(redirect(url_for("shop.liked"), 303))
    response.set_cookie(
        COOKIE, ".".join(kept), max_age=DAYS * 86400 if kept else 0, samesite="Lax",
        secure=settings().https,
    )  # fmt: skip
    return response


def mine() -> list[str]:
    """The ids in this browser's cookie."""
    return ids_in(request.cookies.get(COOKIE, ""))


def ids_in(text: str) -> list[str]:
    """The ids of pieces in a text, each once, so many as are kept."""
    parts: Iterable[str] = text[: MOST * 9].split(".")
    return list(dict.fromkeys(one for one in parts if ONE.fullmatch(one)))[:MOST]
