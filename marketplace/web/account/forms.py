"""The forms of signing in and of one's own account."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField

from marketplace.kernel.text import N_
from marketplace.web.forms.fields import CleanStringField, CodeField, Form, MobileField, TypedField
from marketplace.web.forms.form import answers

LANGUAGES = answers([("fa", "فارسی"), ("en", "English")])


class PasswordField(TypedField):
    """A password exactly as typed; never shown again."""

    nothing = ""
    missing = N_("Write the password.")

    def read(self, text: str) -> str:
        return text[:1000]

    def _value(self) -> str:
        return ""


class SignInForm(Form):
    """A maker's mobile."""

    mobile = MobileField(_l("Mobile number"))
    stay = BooleanField(_l("Stay signed in on this phone"))


class CodeForm(Form):
    """The code of the SMS."""

    code = CodeField(_l("Six-digit code"))


class CardForm(Form):
    """The code of a printed card."""

    code = CleanStringField(
        _l("Card code"), limit=40, missing=_l("Write the code that stands on the card.")
    )
    stay = BooleanField(_l("Stay signed in on this phone"))


class StaffForm(Form):
    """A staff member's name and password."""

    login = CleanStringField(
        _l("E-mail or mobile"), limit=254, missing=_l("Write your e-mail address or mobile number.")
    )
    password = PasswordField(_l("Password"))
    stay = BooleanField(_l("Stay signed in on this device"))


class ForgottenForm(Form):
    """Whose password is forgotten."""

    login = CleanStringField(
        _l("E-mail or mobile"), limit=254, missing=_l("Write your e-mail address or mobile number.")
    )


class NewPasswordForm(Form):
    """A password of her own, where a link let her in."""

    password = PasswordField(_l("New password"))


class FactorForm(Form):
    """Six digits of an app, or a recovery code."""

    code = CleanStringField(_l("Code"), limit=40, missing=_l("Write the code that the app shows."))


class MeForm(Form):
    """How she is called and in which language she is told things."""

    name = CleanStringField(_l("Your name"), limit=120, missing=_l("Write your name."))
    locale = RadioField(_l("Language of your messages"), choices=LANGUAGES)


class PasswordForm(Form):
    """A new password, with the old one."""

    old = PasswordField(_l("Present password"))
    password = PasswordField(_l("New password"))
