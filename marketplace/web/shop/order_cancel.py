"""The buyer cancels pieces, or keeps what is left after a maker fell away."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import DomainError
from marketplace.orders import cancelling, choosing
from marketplace.orders.lists import find
from marketplace.web.access import VISITOR, may
from marketplace.web.language import locale
from marketplace.web.shop import bp
from marketplace.web.shop.order_changing import CancelForm, rows_of
from marketplace.web.shop.order_status import page


@bp.post("/o/<token>/cancellation")
@may(VISITOR)
def order_cancellation(token: str) -> ResponseReturnValue:
    """Take the ticked pieces off, or ask the office where a maker has begun."""
    found = find.by_token(token[:64])
    form = CancelForm(request.form, rows=rows_of(find.status(found, locale())))
    if not form.validate():
        return page(found, change=form), 422
    try:
        cancelling.by_buyer(found, form.chosen, form.words.data or "")
    except DomainError as error:
        form.add_error("lines", error)
        return page(found, change=form), error.status
    return redirect(url_for("shop.order", token=token), 303)


@bp.post("/o/<token>/rest")
@may(VISITOR)
def order_rest(token: str) -> ResponseReturnValue:
    """She goes on with what is left."""
    choosing.keep_rest(find.by_token(token[:64]))
    return redirect(url_for("shop.order", token=token), 303)
