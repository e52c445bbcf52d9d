"""The forms of a guest's checkout and of looking an order up."""

from flask_babel import lazy_gettext as _l

from marketplace.web.fields import CleanStringField, CodeField, Form, MobileField


class CheckoutForm(Form):
    """Who reserves."""

    name = CleanStringField(_l("Your name"), limit=80, missing=_l("Write your name."))
    mobile = MobileField(_l("Mobile number"))


class CheckForm(Form):
    """The code of the SMS."""

    code = CodeField(_l("Six-digit code"))


class LookupForm(Form):
    """An order's code and the mobile it was made with."""

    code = CleanStringField(
        _l("Order code"), limit=40, missing=_l("Write the order's code, for example K7M2-QXAB.")
    )
    mobile = MobileField(_l("Mobile number"))
