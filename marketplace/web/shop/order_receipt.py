"""The buyer's receipt: on paper, and by e-mail."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import find, receipt_letters
from marketplace.web.access import VISITOR, may
from marketplace.web.language import locale
from marketplace.web.shop import bp
from marketplace.web.shop.order_receipts import LetterForm
from marketplace.web.shop.order_status import page


@bp.post("/o/<token>/receipts/<number>/letter")
@may(VISITOR, own_unit=True)
def order_letter(token: str, number: str) -> ResponseReturnValue:
    """Send it once; refused, the address stays in the form."""
    found = find.by_token(token[:64])
    receipt = receipt_letters.one(found, number)
    form = LetterForm(request.form, prefix=receipt.number)
    if not form.validate():
        return page(found, letter=form, number=receipt.number), 422
    try:
        receipt_letters.count(found)
        with unit_of_work():
            found = find.by_token(token[:64])
            receipt_letters.write(found, receipt, form.email.data, locale())
    except DomainError as error:
        form.add_error("email", error)
        found = find.by_token(token[:64])
        return page(found, letter=form, number=receipt.number), error.status
    return redirect(url_for("shop.order", token=token, sent=1) + "#receipt", 303)
