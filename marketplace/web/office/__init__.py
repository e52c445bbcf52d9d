"""The office: what staff review, decide and set."""

from flask import Blueprint

from marketplace.web.waiting.numbers import Waiting

bp = Blueprint("office", __name__, url_prefix="/office")


@bp.context_processor
def counts() -> dict[str, Waiting]:
    """The numbers beside the sections."""
    return {"counts": Waiting()}
