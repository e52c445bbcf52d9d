"""The forms of a guest's checkout and of looking an order up."""

from collections.abc import Sequence
from typing import Any

import wtforms
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.text import localise_digits
from marketplace.orders.post.addresses import Typed, read_postal_code
from marketplace.orders.post.provinces import BY_CODE
from marketplace.orders.post.tariff import NO_PROVINCE, Sheet
from marketplace.payments.gateways import Gateway
from marketplace.web import formatters
from marketplace.web.forms.fields import (
    CleanStringField,
    CleanTextField,
    CodeField,
    Form,
    MobileField,
    TypedField,
)
from marketplace.web.money.pay_words import WAYS
from marketplace.web.orders.post_forms import provinces

COLLECT = "collect"
ADDRESS = ("province", "county", "city", "street", "postal_code")


class PostalCodeField(TypedField):
    """Ten digits; `data` is ASCII."""

    def read(self, text: str) -> str:
        return read_postal_code(text)

    def show(self, value: str) -> str:
        return localise_digits(value, formatters.locale())


class CheckoutForm(Form):
    """Who reserves, where it goes when it is posted, and how she pays where there is a choice.
    `delivery` is collect or the number of a way of posting."""

    name = CleanStringField(_l("Your name"), limit=80, missing=_l("Write your name."))
    mobile = MobileField(_l("Mobile number"))
    delivery = wtforms.RadioField(_l("How do you get it?"), default=COLLECT)
    province = wtforms.SelectField(_l("Province"), validate_choice=False)
    county = CleanStringField(_l("County"), limit=60)
    city = CleanStringField(_l("City or village"), limit=60)
    postal_code = PostalCodeField(_l("Postal code"))
    street = CleanTextField(_l("Street, lane, number, floor"), limit=300)
    recipient = CleanStringField(_l("Name on the parcel"), limit=80, required=False)
    pay_method = wtforms.RadioField(_l("How do you want to pay?"))

    def __init__(
        self, *args: Any, ways: Sequence[Gateway], sheets: Sequence[Sheet] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = sheets
        self.delivery.choices = [(COLLECT, _("I collect it at the caravanserai"))] + [
            (str(one.method.id), formatters.local(one.method, "name")) for one in sheets
        ]
        self.province.choices = provinces()
        self.pay_method.choices = [(way.name, _(WAYS[way.name][0])) for way in ways]
        if self.pay_method.data not in [way.name for way in ways]:
            self.pay_method.data = ways[0].name

    @property
    def addressed(self) -> bool:
        """Whether anything of an address is in it."""
        fields = [self[name] for name in (*ADDRESS, "recipient")]
        return any(field.data or field.errors for field in fields)

    @property
    def posted(self) -> bool:
        """Whether a way of posting was chosen."""
        return bool(self.delivery.data != COLLECT)

    def validate(self, extra_validators: Any = None) -> bool:
        """The address counts only when it is posted."""
        if not self.posted:
            for name in (*ADDRESS[1:], "recipient"):
                self[name].process_errors, self[name].flags.required = [], False
        valid = bool(super().validate(extra_validators))
        for name in ADDRESS[1:]:
            self[name].flags.required = True
        if self.posted and self.province.data not in BY_CODE:
            self.add_error("province", _(NO_PROVINCE))
            return False
        return valid

    @property
    def method_id(self) -> int | None:
        """The way of posting."""
        return int(self.delivery.data) if self.posted else None

    @property
    def address(self) -> Typed | None:
        """Where it goes."""
        if not self.posted:
            return None
        typed = {name: self[name].data for name in ADDRESS}
        return Typed(
            **typed, name=self.recipient.data or self.name.data, phone=self.mobile.data
        )  # fmt: skip


class CheckForm(Form):
    """The code of the SMS."""

    code = CodeField(_l("Six-digit code"))


class LookupForm(Form):
    """An order's code and the mobile it was made with."""

    code = CleanStringField(
        _l("Order code"), limit=40, missing=_l("Write the order's code, for example K7M2-QXAB.")
    )
    mobile = MobileField(_l("Mobile number"))
