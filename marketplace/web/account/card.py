"""Signing in with the card that the office printed."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.people import cards, entrance
from marketplace.people.models import User
from marketplace.web.access import VISITOR, may
from marketplace.web.account import bp
from marketplace.web.account.forms import CardForm
from marketplace.web.account.landing import enter
from marketplace.web.browser import address


@bp.get("/card")
@may(VISITOR)
def card() -> ResponseReturnValue:
    """Ask for the card's code."""
    return _page(CardForm(stay=True))


@bp.post("/card")
@may(VISITOR, own_unit=True)
def card_use() -> ResponseReturnValue:
    """Let her in and use the card up."""
    form = CardForm(request.form)
    if not form.validate():
        return _page(form), 422
    try:
        user = _let_in(form.code.data)
    except DomainError as error:
        form.add_error("code", error)
        return _page(form), error.status
    return enter(user, stay=form.stay.data, target=request.form.get("next"))


def _let_in(typed: str) -> User:
    cards.count_try(address())
    with unit_of_work():
        return entrance.by_card(typed)


def _page(form: CardForm) -> str:
    return render_template(
        "account/card.html",
        form=form,
        next=request.values.get("next", ""),
        has_errors=bool(form.errors),
    )
