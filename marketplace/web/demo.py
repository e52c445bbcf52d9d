"""The demo phone: what was texted to each number of a demonstration, codes included."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel import clock
from marketplace.notify import demo
from marketplace.web.access import VISITOR, may

bp = Blueprint("demo", __name__, url_prefix="/demo")
REFRESH = 5  # seconds
READING = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Handset:
    """One number beside the phone."""

    mobile: str
    count: int
    current: bool


@bp.get("/phone")
@may(VISITOR)
def phone() -> ResponseReturnValue:
    """Draw the phone of one number, the newest to hear something unless one is chosen."""
    handsets = demo.handsets()
    known = [one.mobile for one in handsets]
    wanted = request.args.get("number", "")
    chosen = wanted if wanted in known else (known[0] if known else "")
    texts = demo.texts(chosen)
    page = render_template(
        "demo/phone.html",
        handsets=[Handset(one.mobile, one.count, one.mobile == chosen) for one in handsets],
        chosen=chosen,
        texts=texts,
    )
    return page, {} if _fresh(texts) else {"Refresh": str(REFRESH)}


def _fresh(texts: list[demo.Text]) -> bool:
    """Whether somebody is reading now: then the page stands still."""
    return bool(texts) and texts[0].at > clock.now() - READING
