"""A parcel that the post lost: who bears it, and the credit notes that say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import wtforms
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.money import Money
from marketplace.orders.losses import losing
from marketplace.orders.models import Order
from marketplace.orders.returns import crediting
from marketplace.web import formatters
from marketplace.web.forms.fields import CleanStringField, Form
from marketplace.web.money import pay_words


class LossForm(Form):
    """How it is known, and who bears it."""

    lost_because = CleanStringField(_l("How do you know?"), limit=200, missing=_l(losing.NO_REASON))
    liable = wtforms.RadioField(_l("Who bears it?"), default="post")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.liable.choices = [
            (key, _(pay_words.LIABLE[key])) for key in ("post", "office", "vendor")
        ]


@dataclass(frozen=True, slots=True)
class Note:
    """A credit note of a loss: its number as shown and as in addresses, who bears it."""

    number: str
    key: str
    amount: Money
    bearer: str
    claimed: bool


def notes(order: Order) -> Sequence[Note]:
    """What of an order the post lost."""
    return [
        Note(formatters.digits(crediting.number(one)), crediting.number(one),
             Money(one.amount, one.currency), str(_(pay_words.LIABLE[one.liable_party])),
             one.liable_party == "post")
        for one in crediting.of_order(order.id) if one.kind == "loss"
    ]  # fmt: skip
