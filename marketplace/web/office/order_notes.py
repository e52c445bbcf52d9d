"""Notes of the staff beside an order."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.errors import DomainError
from marketplace.orders import notes
from marketplace.orders.lists import find
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.identity import me
from marketplace.web.office import bp, orders
from marketplace.web.orders.history import NoteForm


@bp.post("/orders/<code>/notes")
@may(CLERK, MODERATOR, TREASURER)
def order_note(code: str) -> ResponseReturnValue:
    """Keep a note for colleagues."""
    found, form = find.by_code(code), NoteForm(request.form)
    if not form.validate():
        return orders.page_of(found, {"note": form}), 422
    try:
        notes.write(found, me().id, form.words.data)
    except DomainError as error:
        form.add_error("words", error)
        return orders.page_of(found, {"note": form}), error.status
    flash(_("The note is kept."), "done")
    return redirect(url_for("office.order", code=found.code) + "#history", 303)
