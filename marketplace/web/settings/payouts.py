"""When and how makers are paid, as a part of the settings."""

import re

from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.text import N_, localise_digits, to_ascii_digits
from marketplace.web import formatters
from marketplace.web.forms.fields import Form, MoneyField, NumberField, TypedField

PAYOUT_GROUP = (
    "payouts", N_("Paying the makers"),
    ("payout_days", "return_days", "payout_minimum", "payout_second_above", "account_wait_days"),
)  # fmt: skip
UNITS = {"return_days": N_("days"), "account_wait_days": N_("days")}
MONEY = ("payout_minimum", "payout_second_above")
MOST_DAYS = 6


class MonthDaysField(TypedField):
    """Days of the Jalali month; `data` is ASCII numbers in order, a space between."""

    missing = N_("Write at least one day of the month, for example 1 and 16.")

    def read(self, text: str) -> str:
        numbers = re.findall(r"[0-9]+", to_ascii_digits(text[:64]))
        days = sorted({int(number) for number in numbers if len(number) < 3})
        if len(days) != len(numbers) or not days or not 1 <= days[0] <= days[-1] <= 29:
            raise ValueError(_("Write different days from 1 to 29, for example 1 and 16."))
        if len(days) > MOST_DAYS:
            raise ValueError(_("Six days a month are the most."))
        return " ".join(map(str, days))

    def show(self, value: str) -> str:
        between = "، " if formatters.locale() == "fa" else ", "
        return localise_digits(between.join(value.split()), formatters.locale())


class PayoutFields(Form):
    """Every field is named as its preference."""

    payout_days = MonthDaysField(
        _l("Days of the month for paying"),
        description=_l("Of the Persian month. Makers see the next one on their money page."),
    )
    return_days = NumberField(
        _l("Time for bringing back"), at_least=0, at_most=60,
        description=_l("After the hand-over. Only then is the maker’s share due for paying."),
    )  # fmt: skip
    payout_minimum = MoneyField(
        _l("Smallest payment to a maker"),
        description=_l("Less than this waits for the next day of paying."),
    )
    payout_second_above = MoneyField(
        _l("A second person approves above"),
        description=_l("A run of more than this is approved by somebody who did not make it."),
    )
    account_wait_days = NumberField(
        _l("A new bank account waits"), at_least=1, at_most=30,
        description=_l("Before money goes there. The maker is told by SMS and can cancel it."),
    )  # fmt: skip
