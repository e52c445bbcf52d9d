"""Mobile numbers: stored as E.164, shown as people write them."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, localise_digits, to_ascii_digits

_HOME = "IR"
_MOBILES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_IDLE = re.compile(r"[\s\-.()/\u200b-\u200f\u061c\u2010-\u2015\u202a-\u202e\u2066-\u2069]")
_DIALLED = re.compile(r"\+?[0-9]{6,16}")
_NBSP, _LRI, _PDI = "\u00a0", "\u2066", "\u2069"
_SENTENCES = {
    "blank": N_("Write the mobile number."),
    "unreadable": N_(
        "Write the mobile number in digits, for example 0912 345 6789, "
        "or +49 151 2345 6789 from abroad."
    ),
    "not_mobile": N_("This is not a mobile number. Write one that receives SMS."),
}


class PhoneError(DomainError):
    """The number cannot be taken; `code` is a key of the sentences above."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(_SENTENCES[code])


def parse_mobile(text: str) -> str:
    """A typed mobile as +989123456789: Iran's in any spelling, others when written with + or 00.

    Raises PhoneError.
    """
    dialled = _IDLE.sub("", to_ascii_digits(text[:64]).replace("＋", "+"))
    if not dialled:
        raise PhoneError("blank")
    if len(text) > 64 or not _DIALLED.fullmatch(dialled):
        raise PhoneError("unreadable")
    try:
        number = phonenumbers.parse(dialled, _HOME)
    except NumberParseException as error:
        raise PhoneError("unreadable") from error
    if not phonenumbers.is_valid_number(number):
        raise PhoneError("unreadable")
    if phonenumbers.number_type(number) not in _MOBILES:
        raise PhoneError("not_mobile")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def show_mobile(mobile: str, locale: str) -> str:
    """۰۹۱۲ ۳۴۵ ۶۷۸۹ or 0912 345 6789 for Iran, +49 151 234567 for others; joined by NBSP.

    Put it in an element with dir="ltr": only the home form keeps its order without one.
    """
    if re.fullmatch(r"\+98[0-9]{10}", mobile):
        home = f"0{mobile[3:6]}{_NBSP}{mobile[6:9]}{_NBSP}{mobile[9:]}"
        return localise_digits(home, locale)
    try:
        number = phonenumbers.parse(mobile)
    except NumberParseException:
        return mobile
    abroad = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return f"{_LRI}{localise_digits(abroad.replace(' ', _NBSP), locale)}{_PDI}"


def show_phone(number: str, locale: str) -> str:
    """Any telephone as it is dialled at home, ۰۲۸ ۳۰۰۰ ۰۰۰۰ or 028 3000 0000; joined by NBSP.

    What cannot be read is shown as it stands. Put it in an element with dir="ltr".
    """
    try:
        parsed = phonenumbers.parse(number, _HOME)
    except NumberParseException:
        return localise_digits(number, locale)
    home = parsed.country_code == phonenumbers.country_code_for_region(_HOME)
    form = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    shown = phonenumbers.format_number(parsed, form).replace(" ", _NBSP)
    return localise_digits(shown, locale)
