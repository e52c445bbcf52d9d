"""The buyer's receipt, on paper and by e-mail, and her credit note."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import receipt_letters
from marketplace.orders.lists import find
from marketplace.orders.returns import crediting
from marketplace.orders.sheets import issuing
from marketplace.orders.sheets.issuing import Asked
from marketplace.papers.models import Paper
from marketplace.payments import receipts
from marketplace.web.access import VISITOR, may
from marketplace.web.language import locale
from marketplace.web.papers import drawing as papers, words as paper_words
from marketplace.web.shop import bp
from marketplace.web.shop.order_receipts import LetterForm
from marketplace.web.shop.order_status import page


@bp.get("/o/<token>/receipts/<number>")
@may(VISITOR)
def order_receipt(token: str, number: str) -> ResponseReturnValue:
    """The numbered paper, in the page's language: the same whenever and by whomever printed."""
    found = find.by_token(token[:64])
    number = receipt_letters.one(found, number).number
    with unit_of_work():
        who = receipts.by_number(number).taken_by
        (paper,) = issuing.issue("receipt", [number], Asked(locale(), locale(), who))
    return _page(paper, url_for("shop.order", token=token) + "#receipt")


@bp.get("/o/<token>/credit-notes/<number>")
@may(VISITOR)
def order_credit(token: str, number: str) -> ResponseReturnValue:
    """What was taken back, on its numbered paper, in the page's language."""
    found = find.by_token(token[:64])
    note = crediting.by_number(number)
    if note.order_id != found.id:
        raise NotFound
    with unit_of_work():
        (paper,) = issuing.issue("credit", [number], Asked(locale(), locale(), note.made_by))
    return _page(paper, url_for("shop.order", token=token) + "#credit")


def _page(paper: Paper, back: str) -> str:
    return render_template(
        "shop/order/receipt.html", sheet=papers.sheet(paper), paper=paper,
        kind=paper_words.kind(paper.kind), back=back,
    )  # fmt: skip


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
