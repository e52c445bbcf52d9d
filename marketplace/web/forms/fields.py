"""Form fields for what people here type: money, mobiles, days, numbers, codes, clean text."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import StopValidation
from wtforms.widgets import TextArea, TextInput

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money, MoneyError, home, parse_amount, show
from marketplace.kernel.phone import PhoneError, parse_mobile, show_mobile
from marketplace.kernel.text import N_, clean, localise_digits, to_ascii_digits
from marketplace.web import formatters
from marketplace.web.forms.date_field import JalaliDateField
from marketplace.web.forms.form import Form, say

__all__ = [
    "CleanStringField",
    "CleanTextField",
    "CodeField",
    "Form",
    "JalaliDateField",
    "MobileField",
    "MoneyField",
    "NumberField",
    "TypedField",
]

_GAPS = re.compile(r"[\s\u200c\u200e\u200f\-]+")
_WHOLE = re.compile(r"[-−]?(?:[0-9]{1,3}(?:[,٬،][0-9]{3})+|[0-9]+)")


class TypedField(Field):
    """A field that reads what was typed and, when it cannot, keeps it for another try.

    `flags.required` (set by `required`) asks for an answer; `missing` is the sentence when it
    does not come; None is for what only some cases need, as the hint says. A subclass says how to
    `read` a text and how to `show` a value.
    """

    widget: Any = TextInput()
    nothing: Any = None
    missing = N_("Please fill in “%(label)s”.")

    def __init__(
        self,
        label: Any = None,
        validators: Sequence[Callable[..., object]] | None = None,
        *,
        required: bool | None = True,
        missing: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators or ()), **kwargs)
        self.typed: str | None = None
        self.flags.required = required
        self._missing = missing

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        self.typed = str(valuelist[0]).encode("utf-8", "replace").decode().replace("\0", "")
        self.data = self.nothing
        if self.typed.strip():
            try:
                self.data = self.read(self.typed)
            except DomainError as error:
                raise ValueError(say(error)) from error

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation
        if self.data in (None, ""):
            raise StopValidation(self._sentence_for_nothing() if self.flags.required else "")

    def _sentence_for_nothing(self) -> str:
        return str(self._missing or _(self.missing, label=self.label.text))

    def _value(self) -> str:
        if self.typed is not None and (self.process_errors or self.data is self.nothing):
            return self.typed
        return "" if self.data is None else self.show(self.data)

    def read(self, text: str) -> Any:
        """The value of a text that is not blank; raises DomainError or ValueError(sentence)."""
        return text

    def show(self, value: Any) -> str:
        """The text that the input begins with."""
        return str(value)


class CleanStringField(TypedField):
    """One line of at most `limit` characters; `data` is a clean str, "" for nothing."""

    nothing = ""
    multiline = False

    def __init__(self, label: Any = None, *args: Any, limit: int = 200, **kwargs: Any) -> None:
        super().__init__(label, *args, **kwargs)
        self.limit = limit

    def read(self, text: str) -> str:
        return clean(text, self.limit, multiline=self.multiline)


class CleanTextField(CleanStringField):
    """Several lines of at most `limit` characters; `data` is a clean str."""

    widget: Any = TextArea()
    multiline = True

    def __init__(self, label: Any = None, *args: Any, limit: int = 5000, **kwargs: Any) -> None:
        super().__init__(label, *args, limit=limit, **kwargs)


class MoneyField(TypedField):
    """An amount in the currency's unit on the screen; `data` is Money. Begins with Money or int.
    `zero`: nothing may be an answer."""

    missing = MoneyError("blank").sentence

    def __init__(
        self, label: Any = None, *args: Any, currency: str = "", zero: bool = False, **kwargs: Any
    ) -> None:
        self.currency, self.zero = currency or home(), zero
        super().__init__(label, *args, **kwargs)

    def process_data(self, value: Any) -> None:
        self.data = Money(value, self.currency) if isinstance(value, int) else value

    def read(self, text: str) -> Money:
        try:
            return parse_amount(text, self.currency)
        except MoneyError as error:
            if self.zero and error.code == "zero":
                return Money(0, self.currency)
            raise

    def show(self, value: Money) -> str:
        return show(value, formatters.locale(), unit=False)


class MobileField(TypedField):
    """A mobile number; `data` is E.164."""

    missing = PhoneError("blank").sentence

    def read(self, text: str) -> str:
        return parse_mobile(text)

    def show(self, value: str) -> str:
        return show_mobile(value, formatters.locale()).replace("\u00a0", " ").strip("\u2066\u2069")


class NumberField(TypedField):
    """A whole number from `at_least` to `at_most`, in any digits; `data` is int."""

    missing = N_("Write a number.")

    def __init__(
        self,
        label: Any = None,
        *args: Any,
        at_least: int = 0,
        at_most: int = 1_000_000,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, *args, **kwargs)
        self.at_least, self.at_most = at_least, at_most

    def read(self, text: str) -> int:
        typed = to_ascii_digits(text).strip()
        if not _WHOLE.fullmatch(typed):
            raise ValueError(_("Write a whole number in digits, for example 12."))
        plain = re.sub("[,٬،]", "", typed).replace("−", "-")
        number = int(plain[:20])
        if number < self.at_least:
            least = formatters.number(self.at_least)
            raise ValueError(_("Write a number of at least %(least)s.", least=least))
        if number > self.at_most:
            most = formatters.number(self.at_most)
            raise ValueError(_("Write a number of at most %(most)s.", most=most))
        return number

    def show(self, value: int) -> str:
        return localise_digits(str(value), formatters.locale())


class CodeField(TypedField):
    """The digits of an SMS; `data` is `length` ASCII digits."""

    missing = N_("Write the code that the SMS brought.")

    def __init__(self, label: Any = None, *args: Any, length: int = 6, **kwargs: Any) -> None:
        super().__init__(label, *args, **kwargs)
        self.length = length

    def read(self, text: str) -> str:
        code = _GAPS.sub("", to_ascii_digits(text[:64]))
        if len(code) != self.length or not (code.isascii() and code.isdigit()):
            length = formatters.number(self.length)
            raise ValueError(_("Write the %(length)s digits that the SMS brought.", length=length))
        return code
