"""Fields that only the settings ask for: hours, a telephone of any kind, a share, a coordinate."""

import re

from flask_babel import gettext as _

from marketplace.kernel.cards import parse_card, show_card
from marketplace.kernel.text import N_, localise_digits, to_ascii_digits
from marketplace.web import formatters
from marketplace.web.forms.fields import CleanTextField, TypedField

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])(?:[:٫.،]([0-5][0-9]))?")
_PHONE = re.compile(r"\+?[0-9]{3,15}")
_GAPS = re.compile(r"[\s\u200c\u200e\u200f\u2066-\u2069()\-]+")


class TimeField(TypedField):
    """An hour of the day; `data` is HH:MM in ASCII digits."""

    missing = N_("Write the hour, for example 10:00.")

    def read(self, text: str) -> str:
        found = _CLOCK.fullmatch(to_ascii_digits(text).strip())
        if not found:
            raise ValueError(_("Write the hour, for example 10:00."))
        return f"{int(found[1]):02}:{found[2] or '00'}"

    def show(self, value: str) -> str:
        return localise_digits(value, formatters.locale())


class PhoneField(TypedField):
    """Any telephone, fixed or mobile; `data` is ASCII digits, perhaps with a plus."""

    nothing = ""

    def read(self, text: str) -> str:
        plain = _GAPS.sub("", to_ascii_digits(text))
        if not _PHONE.fullmatch(plain):
            raise ValueError(_("Write the phone number in digits, with its area code."))
        return plain

    def show(self, value: str) -> str:
        return localise_digits(value, formatters.locale())


class CardField(TypedField):
    """A bank card; `data` is sixteen ASCII digits, "" for nothing."""

    nothing = ""

    def read(self, text: str) -> str:
        return parse_card(text)

    def show(self, value: str) -> str:
        return show_card(value, formatters.locale()).replace("\u00a0", " ")


class PercentField(TypedField):
    """A share from 0 to 50 per cent with at most two decimals; `data` is basis points."""

    missing = N_("Write the share in per cent, for example 10.")
    MOST = 5000

    def read(self, text: str) -> int:
        plain = (
            to_ascii_digits(text).strip().rstrip("%٪").strip().replace("٫", ".").replace("/", ".")
        )
        if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", plain):
            raise ValueError(_(self.missing))
        whole, _dot, rest = plain.partition(".")
        points = int(whole) * 100 + int(rest.ljust(2, "0"))
        if points > self.MOST:
            raise ValueError(
                _("The office’s share is at most %(most)s.", most=formatters.percent(self.MOST))
            )
        return points

    def show(self, value: int) -> str:
        return formatters.percent(value).rstrip("%٪")


class CoordinateField(TypedField):
    """Degrees; `data` is a decimal number as ASCII text, "" for nothing."""

    nothing = ""

    def read(self, text: str) -> str:
        plain = to_ascii_digits(text).strip().replace("٫", ".").replace("−", "-")
        if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,8})?", plain) or abs(float(plain)) > 180:
            raise ValueError(_("Write the coordinate in degrees, for example 35.5764."))
        return plain

    def show(self, value: str) -> str:
        return localise_digits(value, formatters.locale())


class ReadersField(CleanTextField):
    """Names of bank card readers, one a line, at most ten; `data` is those lines, each once."""

    MOST, LONGEST = 10, 30

    def read(self, text: str) -> str:
        lines = [" ".join(line.split()) for line in super().read(text).splitlines()]
        names = [name for name in dict.fromkeys(lines) if name]
        if len(names) > self.MOST or any(len(name) > self.LONGEST for name in names):
            raise ValueError(_("At most ten readers, each with a short name."))
        return "\n".join(names)
