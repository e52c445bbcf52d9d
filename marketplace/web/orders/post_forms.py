"""The forms of the post's pages: who posts, a way of posting, a sheet of prices."""

from typing import Any
from urllib.parse import urlsplit

import wtforms
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms.validators import ValidationError

from marketplace.kernel.errors import DomainError
from marketplace.kernel.preferences import Preferences
from marketplace.orders.post import tracking
from marketplace.orders.post.models import ZONES
from marketplace.orders.post.provinces import PROVINCES
from marketplace.orders.post.tariff import Sheet
from marketplace.web import formatters
from marketplace.web.forms.fields import (
    CleanStringField,
    CleanTextField,
    Form,
    JalaliDateField,
    MoneyField,
    NumberField,
)
from marketplace.web.forms.form import say
from marketplace.web.log.words.post import POSTING, ZONES as ZONE_WORDS

ROWS = 12
HEAVIEST = 100_000


def provinces() -> list[tuple[str, str]]:
    """(code, name) in the page's language."""
    return [(one.code, formatters.local(one, "name")) for one in PROVINCES]


class RulesForm(Form):
    """Who posts and from where; every field is named as its preference."""

    posting = wtforms.RadioField(_l("Who posts?"))
    office_province = wtforms.SelectField(_l("The office’s province"), validate_choice=False)
    neighbours = wtforms.SelectMultipleField(_l("Its neighbouring provinces"))
    packing_grams = NumberField(_l("What wrapping adds to a parcel"), at_most=20_000)
    usual_grams = NumberField(
        _l("A piece whose weight nobody wrote"), at_least=1, at_most=HEAVIEST,
    )  # fmt: skip
    post_days = NumberField(
        _l("Days for posting"), at_least=1, at_most=30,
        description=_l("From the day on which a parcel is paid and complete."),
    )  # fmt: skip
    delivered_days = NumberField(
        _l("Counts as delivered after"), at_least=3, at_most=60,
        description=_l("Days after posting, when nobody said otherwise."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posting.choices = [(key, _(word)) for key, word in POSTING.items()]
        self.office_province.choices = self.neighbours.choices = provinces()

    @classmethod
    def showing(cls, office: Preferences) -> "RulesForm":
        """The form as things stand."""
        return cls(data={name: getattr(office, name) for name in NAMES}
                   | {"neighbours": office.post_neighbours.split()})  # fmt: skip

    def validate_office_province(self, field: wtforms.SelectField) -> None:
        """Needed as soon as anything is posted; from the list."""
        codes = [code for code, _name in provinces()]
        if field.data not in codes and (self.posting.data != "off" or field.data):
            raise ValidationError(_("Choose the province from the list."))

    def values(self) -> dict[str, Any]:
        """What was typed, as preferences."""
        chosen = [code for code in self.neighbours.data or () if code != self.office_province.data]
        typed = {name: self[name].data for name in NAMES}
        return typed | {"post_neighbours": " ".join(chosen)}


NAMES = ("posting", "office_province", "packing_grams", "usual_grams", "post_days",
         "delivered_days")  # fmt: skip


class MethodForm(Form):
    """A carrier's service."""

    name_fa = CleanStringField(_l("Name in Persian"), limit=60)
    name_en = CleanStringField(_l("Name in English"), limit=60, required=False)
    tracking_examples = CleanTextField(
        _l("Tracking codes off old receipts"), limit=300, required=False,
        description=_l("One a line. A new code must look like one of them; without any, "
                       "every code is taken."),
    )  # fmt: skip
    tracking_url = CleanStringField(
        _l("Where buyers follow a parcel"), limit=200, required=False,
        description=_l("The carrier’s page, with {code} in the place of the tracking code."),
    )  # fmt: skip
    active = wtforms.BooleanField(_l("Offered to buyers"), default=True)

    def validate_tracking_examples(self, field: CleanTextField) -> None:
        """Each a code by itself."""
        for example in (field.data or "").split():
            try:
                tracking.read(example)
            except DomainError as error:
                raise ValidationError(say(error)) from error

    def validate_tracking_url(self, field: CleanStringField) -> None:
        """A web address over HTTPS that has a place for the code."""
        if field.data and (urlsplit(field.data).scheme != "https" or "{code}" not in field.data):
            raise ValidationError(
                _("Write an address that begins with https:// and has {code} in it.")
            )

    def words(self) -> dict[str, Any]:
        """The values by the method's columns."""
        return {name: "" if (value := self[name].data) is None else value for name in METHOD}


METHOD = ("name_fa", "name_en", "tracking_examples", "tracking_url", "active")


class SheetForm(Form):
    """The day and up to twelve weights, each with a price for each distance."""

    valid_from = JalaliDateField(_l("Valid from"))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each weight."""
        return [
            {"grams": self[f"grams_{n}"], "prices": [(_(ZONE_WORDS[z]), self[f"{z}_{n}"])
                                                     for z in ZONES]}
            for n in range(ROWS)
        ]  # fmt: skip

    @classmethod
    def showing(cls, sheet: Sheet, valid_from: Any) -> "SheetForm":
        """The form with these prices."""
        data: dict[str, Any] = {"valid_from": valid_from}
        for n, (grams, prices) in enumerate(sorted(sheet.cells.items())[:ROWS]):
            data[f"grams_{n}"] = grams
            data |= {f"{zone}_{n}": price for zone, price in prices.items()}
        return cls(data=data)

    def validate(self, extra_validators: Any = None) -> bool:
        """A weight has a price, a price has a weight, no weight stands twice."""
        if not super().validate(extra_validators):
            return False
        seen: set[int] = set()
        for row in self.rows:
            grams, priced = row["grams"], any(field.data for _zone, field in row["prices"])
            if priced and not grams.data:
                self.add_error(grams, _("Write the weight of these prices."))
            elif grams.data and not priced:
                self.add_error(grams, _("Write at least one price, or clear this weight."))
            elif grams.data in seen:
                self.add_error(grams, _("This weight stands here twice."))
            seen |= {grams.data} if grams.data else set()
        return not self.errors

    def cells(self) -> dict[int, dict[str, int]]:
        """Grams up to → zone → rial."""
        return {
            row["grams"].data: {
                zone: field.data.amount
                for zone, (_name, field) in zip(ZONES, row["prices"], strict=True) if field.data
            }
            for row in self.rows if row["grams"].data
        }  # fmt: skip


for _n in range(ROWS):
    setattr(SheetForm, f"grams_{_n}", NumberField(_l("Up to"), at_least=1, at_most=HEAVIEST,
                                                  required=False))  # fmt: skip
    for _zone in ZONES:
        setattr(SheetForm, f"{_zone}_{_n}", MoneyField(_l(ZONE_WORDS[_zone]), required=False))


class PreviewForm(Form):
    """A parcel to be priced."""

    grams = NumberField(_l("Weight"), at_least=1, at_most=HEAVIEST)
    province = wtforms.SelectField(_l("To"))
    on = JalaliDateField(_l("On the day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.province.choices = provinces()
