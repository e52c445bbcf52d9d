"""The desk at the bazaar: pick-ups, cash, hand-over."""

from flask import Blueprint

from marketplace.web.waiting.numbers import Waiting

bp = Blueprint("desk", __name__, url_prefix="/desk")


@bp.context_processor
def counts() -> dict[str, Waiting]:
    """The numbers beside the sections."""
    return {"counts": Waiting()}
