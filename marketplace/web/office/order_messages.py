"""What an order's buyer was told, told once more when it did not reach her."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.notify import again
from marketplace.orders.lists import find
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.office import bp


@bp.post("/orders/<code>/messages/<int:message_id>/copies")
@may(CLERK, MODERATOR, TREASURER)
def order_message_copy(code: str, message_id: int) -> ResponseReturnValue:
    """The same words to the same person; only of this order."""
    found = find.by_code(code)
    attempt(
        lambda: again.again(message_id, ("order", found.id)),
        _("The same words are sent once more."),
    )
    return redirect(url_for("office.order", code=found.code) + "#messages", 303)
