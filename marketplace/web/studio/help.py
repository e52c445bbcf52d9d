"""Help: the office's phone and the questions that makers ask most."""

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.web.access import ARTISAN, may
from marketplace.web.studio import bp


@bp.get("/help", endpoint="help")
@may(ARTISAN)
def show_help() -> ResponseReturnValue:
    """Answers first, the phone always."""
    return render_template("studio/help/show.html")
