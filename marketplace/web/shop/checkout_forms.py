"""The forms of a guest's checkout and of looking an order up."""

from collections.abc import Sequence
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from marketplace.payments.gateways import Gateway
from marketplace.web.fields import CleanStringField, CodeField, Form, MobileField
from marketplace.web.pay_words import WAYS


class CheckoutForm(Form):
    """Who reserves, and how she pays where there is a choice."""

    name = CleanStringField(_l("Your name"), limit=80, missing=_l("Write your name."))
    mobile = MobileField(_l("Mobile number"))
    pay_method = wtforms.RadioField(_l("How do you want to pay?"))

    def __init__(self, *args: Any, ways: Sequence[Gateway], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pay_method.choices = [(way.name, _(WAYS[way.name][0])) for way in ways]
        if self.pay_method.data not in [way.name for way in ways]:
            self.pay_method.data = ways[0].name


class CheckForm(Form):
    """The code of the SMS."""

    code = CodeField(_l("Six-digit code"))


class LookupForm(Form):
    """An order's code and the mobile it was made with."""

    code = CleanStringField(
        _l("Order code"), limit=40, missing=_l("Write the order's code, for example K7M2-QXAB.")
    )
    mobile = MobileField(_l("Mobile number"))
