"""Receipts and credit notes on the order's page: to open, receipts also to have sent by e-mail."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from marketplace.kernel.money import Money
from marketplace.orders import links, receipt_letters
from marketplace.orders.models import Order
from marketplace.orders.returns import crediting
from marketplace.payments.receipts import Receipt
from marketplace.web.forms.email_field import EmailField
from marketplace.web.forms.fields import Form
from marketplace.web.money import pay_words


class LetterForm(Form):
    """Where the receipt goes."""

    email = EmailField(_l("Your e-mail address"))


@dataclass(frozen=True, slots=True)
class Paid:
    """One receipt. `opened`: its form was just refused."""

    receipt: Receipt
    url: str
    action: str
    form: LetterForm
    opened: bool


def of(order: Order, form: LetterForm | None = None, number: str = "") -> list[Paid]:
    """An order's receipts; nothing is read for one without money. `form` is the faulty one of
    the receipt with this `number`."""
    if not order.paid:
        return []
    token = links.token(order.code)
    return [
        Paid(
            receipt=one, url=url_for("shop.order_receipt", token=token, number=one.number),
            action=url_for("shop.order_letter", token=token, number=one.number) + "#receipt",
            form=form if form and one.number == number else LetterForm(prefix=one.number),
            opened=bool(form and one.number == number),
        )
        for one in receipt_letters.standing(order)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credit:
    """What of a paid order was undone, and the address of its numbered note."""

    number: str
    amount: Money
    at: datetime
    reason: str
    url: str


def credits_of(order: Order) -> list[Credit]:
    """An order's credit notes, the first one first; nothing is read where none can be."""
    if not order.paid_at and not order.returned and order.state != "cancelled":
        return []
    token = links.token(order.code)
    return [
        Credit(
            number, Money(note.amount, note.currency), note.made_at, pay_words.reason(note.reason),
            url_for("shop.order_credit", token=token, number=number),
        )
        for note in crediting.of_order(order.id)
        for number in (crediting.number(note),)
    ]  # fmt: skip
