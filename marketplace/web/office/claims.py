"""What the post owes for what it damaged or lost: the list, one claim, its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.orders.losses import claims
from marketplace.orders.losses.claim_models import ClaimSettlement
from marketplace.orders.losses.claims import Claim
from marketplace.orders.returns import crediting
from marketplace.web import formatters
from marketplace.web.access import TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanStringField, Form, MoneyField, NumberField
from marketplace.web.identity import me
from marketplace.web.office import bp


class AnswerForm(Form):
    """What the post paid, and why not all of it."""

    paid = MoneyField(_l("What came from the post"), zero=True)
    reference = CleanStringField(_l("The bank’s reference"), limit=40, required=None)
    reason = CleanStringField(_l("Why it does not pay all of it"), limit=200, required=None)
    seen = NumberField(_l("Seen"), at_least=0, at_most=9999, required=False)


class UndoForm(Form):
    """Why an answer is undone."""

    reason = CleanStringField(_l("What was wrong"), limit=200, missing=_l(claims.NO_UNDOING))


class BackForm(Form):
    """What the post gets back for what turned up."""

    paid = MoneyField(_l("What goes back to the post"), zero=True)
    reference = CleanStringField(_l("The bank’s reference"), limit=40, required=None)
    reason = CleanStringField(_l("What was agreed about the rest"), limit=200, required=None)
    seen = NumberField(_l("Seen"), at_least=0, at_most=9999, required=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim in words; `paid` and `borne` once it has its answer."""

    claim: Claim
    key: str
    number: str
    code: str
    paid: Money | None
    borne: Money | None


@bp.get("/claims", endpoint="claims")
@may(TREASURER)
def claims_on_post() -> ResponseReturnValue:
    """What is open, the oldest first; what was answered."""
    return render_template(
        "office/claims/index.html",
        open=[_row(one) for one in claims.open_()],
        answered=[_row(one) for one in claims.answered()],
        found=[_row(one) for one in claims.turned_up()],
    )


@bp.get("/claims/<number>")
@may(TREASURER)
def claim(number: str) -> ResponseReturnValue:
    """One claim with the form for its answer, for undoing it, or for what goes back."""
    return _page(_found(number))


@bp.post("/claims/<number>/answer")
@may(TREASURER)
def claim_answer(number: str) -> ResponseReturnValue:
    """The post answered: all of it, a part, or nothing."""
    done = _("Recorded: the claim has its answer.")
    return _settled(number, AnswerForm(request.form), claims.settle, done)


@bp.post("/claims/<number>/undoing")
@may(TREASURER)
def claim_undoing(number: str) -> ResponseReturnValue:
    """The answer was written down wrong."""
    found, form = _found(number), UndoForm(request.form)
    if not form.validate():
        return _page(found, form), 422
    seen = request.form.get("seen", 0, type=int)
    attempt(
        lambda: claims.reopen(found.note, form.reason.data, me().id, seen=seen),
        _("Undone: the claim is open again."),
    )
    return redirect(url_for("office.claim", number=number), 303)


@bp.post("/claims/<number>/repayment")
@may(TREASURER)
def claim_repayment(number: str) -> ResponseReturnValue:
    """What it had paid for turned up: all of it goes back, a part, or nothing."""
    done = _("Recorded: this claim is settled with the post.")
    return _settled(number, BackForm(request.form), claims.give_back, done)


def _settled(
    number: str, form: AnswerForm | BackForm, act: Callable[..., object], done: str
) -> ResponseReturnValue:
    """Do it and go to the list; else the page again, this form of it with everything typed."""
    found = _found(number)
    if not form.validate():
        return _page(found, form), 422
    try:
        act(found.note, form.paid.data.amount, me().id, seen=form.seen.data or 0,
            reference=form.reference.data, reason=form.reason.data)  # fmt: skip
    except DomainError as error:
        form.add_error(error.field if error.field and error.field in form else "paid", error)
        return _page(_found(number), form), error.status
    flash(done, "done")
    return redirect(url_for("office.claims"), 303)


def _found(number: str) -> Claim:
    found = claims.of_note(crediting.by_number(number))
    if found is None:
        raise NotFound
    return found


def _row(one: Claim) -> Row:
    key, answer = crediting.number(one.note), _standing(one)
    paid, borne = (
        (Money(answer.paid, answer.currency), Money(answer.borne, answer.currency))
        if answer else (None, None)
    )  # fmt: skip
    return Row(one, key, formatters.digits(key), show_code(one.order.code), paid, borne)


def _standing(one: Claim) -> ClaimSettlement | None:
    return one.answer if one.turn % 2 else None


def _page(found: Claim, faulty: Form | None = None) -> str:
    """The claim with its forms; `faulty` is the one that was refused, with what was typed."""
    typed: dict[Any, Any] = {type(faulty): faulty}
    stands, seen = _standing(found), found.turn
    paid = Money(min(stands.paid, found.over.amount), stands.currency) if stands else None
    return render_template(
        "office/claims/page.html",
        row=_row(found),
        answer=stands,
        form=typed.get(AnswerForm) or AnswerForm(data={"paid": found.amount, "seen": seen}),
        undo=typed.get(UndoForm) or UndoForm(),
        back_form=typed.get(BackForm) or BackForm(data={"paid": paid, "seen": seen}),
        faulty=faulty,
        has_errors=faulty is not None,
    )
