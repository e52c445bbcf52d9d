"""What a tag's code opens: the maker's story in the hand."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from marketplace.discovery import products
from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import normalise_code
from marketplace.web.access import VISITOR, may
from marketplace.web.frame import absolute
from marketplace.web.language import locale
from marketplace.web.shop import bp
from marketplace.web.shop.addresses import piece_path
from marketplace.web.shop.product import around


@bp.get("/p")
@may(VISITOR, public=True)
def find_code() -> str | Response | tuple[str, int]:
    """Lead from a typed code to its page."""
    typed = request.args.get("code", "")
    code = normalise_code(typed)
    if code:
        return redirect(url_for("shop.scan", code=code), 302)
    return unknown(typed) if typed.strip() else ask()


@bp.get("/p/<code>")
@may(VISITOR, public=True)
def scan(code: str) -> str | Response | tuple[str, int]:
    """Show the piece of a tag; any spelling of the code leads to the right one."""
    right = normalise_code(code)
    if right and right != code:
        return redirect(url_for("shop.scan", code=right), 301)
    try:
        found = products.by_scan_code(right or "", locale())
    except NotFound:
        return unknown(code)
    page = piece_path(found.piece.public_id, found.piece.name)
    return render_template(
        "shop/scan/scan.html", piece_url=page, canonical_url=absolute(page), **around(found, False)
    )


def ask() -> str:
    """Nothing was typed yet: a field for the code."""
    return render_template("shop/scan/unknown.html", code="", robots="noindex")


def unknown(code: str) -> tuple[str, int]:
    """Nobody knows this tag: what to do about it."""
    return render_template("shop/scan/unknown.html", code=code[:40], robots="noindex"), 404
