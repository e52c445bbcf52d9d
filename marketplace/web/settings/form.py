"""What the office sets for itself, as one form in groups."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from marketplace.kernel.money import Money
from marketplace.kernel.preferences import Preferences
from marketplace.kernel.text import N_
from marketplace.web.forms.fields import CleanStringField, CleanTextField, MoneyField, NumberField
from marketplace.web.settings.fields import (
    CardField,
    CoordinateField,
    PercentField,
    PhoneField,
    ReadersField,
    TimeField,
)
from marketplace.web.settings.payouts import PAYOUT_GROUP, PayoutFields

GROUPS = (
    ("names", N_("Office and bazaar"), (
        "office_name_fa", "office_name_en", "bazaar_name_fa", "bazaar_name_en",
        "tagline_fa", "tagline_en")),
    ("place", N_("Place and hours"), (
        "phone", "opens", "closes", "friday_opens", "friday_closes", "address_fa", "address_en",
        "town_fa", "town_en", "district_fa", "district_en", "about_fa", "about_en",
        "latitude", "longitude")),
    ("card", N_("Card to card"), ("card_number", "card_holder", "card_bank")),
    ("desk", N_("The desk"), ("readers",)),
    ("deadlines", N_("Deadlines"), (
        "accept_days", "pay_days", "pickup_days", "live_reservations")),
    ("share", N_("Share and prices"), ("commission_bp", "day_rate")),
    PAYOUT_GROUP,
)  # fmt: skip


class SettingsForm(PayoutFields):
    """Every field is named as its preference."""

    office_name_fa = CleanStringField(_l("Name of the office"), limit=80)
    office_name_en = CleanStringField(_l("Name of the office in English"), limit=80, required=False)
    bazaar_name_fa = CleanStringField(_l("Name of the bazaar"), limit=40)
    bazaar_name_en = CleanStringField(_l("Name of the bazaar in English"), limit=40, required=False)
    tagline_fa = CleanStringField(
        _l("One line under the name"), limit=80, required=False,
        description=_l("Stands beside the mark on every page of the shop."),
    )  # fmt: skip
    tagline_en = CleanStringField(_l("The same line in English"), limit=80, required=False)
    phone = PhoneField(
        _l("Phone"), required=False,
        description=_l("Makers and buyers see it wherever they may need help."),
    )  # fmt: skip
    opens = TimeField(_l("Opens, Saturday to Thursday"))
    closes = TimeField(_l("Closes, Saturday to Thursday"))
    friday_opens = TimeField(_l("Opens on Friday"))
    friday_closes = TimeField(_l("Closes on Friday"))
    address_fa = CleanTextField(_l("Address"), limit=200, required=False)
    address_en = CleanTextField(_l("Address in English"), limit=200, required=False)
    town_fa = CleanStringField(_l("Town"), limit=60, required=False)
    town_en = CleanStringField(_l("Town in English"), limit=60, required=False)
    district_fa = CleanStringField(_l("District"), limit=60, required=False)
    district_en = CleanStringField(_l("District in English"), limit=60, required=False)
    about_fa = CleanTextField(
        _l("About the building"), limit=2000, required=False,
        description=_l("For the page of the caravanserai."),
    )  # fmt: skip
    about_en = CleanTextField(_l("About the building in English"), limit=2000, required=False)
    latitude = CoordinateField(_l("Latitude"), required=False)
    longitude = CoordinateField(_l("Longitude"), required=False)
    card_number = CardField(
        _l("Number of the office’s card"), required=False,
        description=_l("Buyers send the money here. Empty: they pay only at the desk."),
    )  # fmt: skip
    card_holder = CleanStringField(
        _l("Holder of the card"), limit=80, required=False,
        description=_l("As the bank shows it to whoever sends money."),
    )  # fmt: skip
    card_bank = CleanStringField(_l("Bank"), limit=40, required=False)
    readers = ReadersField(
        _l("Bank card readers"), required=False,
        description=_l("A name or number for each, one a line. With one reader it may stay empty."),
    )  # fmt: skip
    accept_days = NumberField(
        _l("Maker’s answer"), at_least=1, at_most=14,
        description=_l("From the reservation on. Without an answer the piece is free again."),
    )  # fmt: skip
    pay_days = NumberField(
        _l("Buyer’s transfer"), at_least=1, at_most=14,
        description=_l("From the last maker’s answer on, card to card. Then the pieces are free."),
    )  # fmt: skip
    pickup_days = NumberField(
        _l("Buyer’s pick-up"), at_least=1, at_most=60,
        description=_l("From the day on which every piece is here and the buyer was told."),
    )  # fmt: skip
    live_reservations = NumberField(
        _l("Open reservations of one number"), at_least=1, at_most=50,
        description=_l("More than these are turned away."),
    )  # fmt: skip
    commission_bp = PercentField(
        _l("Office’s share of the price"),
        description=_l("Makers see it beside every price. An order keeps the share it began with."),
    )
    day_rate = MoneyField(
        _l("A day’s work"),
        description=_l("What the price helper suggests to a maker for one day."),
    )

    def validate_closes(self, field: TimeField) -> None:
        """Later than it opens."""
        _later(self.opens, field)

    def validate_friday_closes(self, field: TimeField) -> None:
        """Later than it opens."""
        _later(self.friday_opens, field)

    def validate(self, extra_validators: Any = None) -> bool:
        """A card has a holder: buyers compare the name before they send anything."""
        valid = bool(super().validate(extra_validators))
        if valid and self.card_number.data and not self.card_holder.data:
            self.add_error("card_holder", _("Write whose card it is; buyers compare the name."))
            return False
        return valid

    @classmethod
    def showing(cls, office: Preferences) -> "SettingsForm":
        """The form as things stand."""
        return cls(data={name: getattr(office, name) for name in names()})

    def values(self) -> dict[str, Any]:
        """What was typed, as preferences."""
        typed = {name: self[name].data for name in names()}
        return {
            name: value.amount if isinstance(value, Money) else value or type(self._default(name))()
            for name, value in typed.items()
        }

    def _default(self, name: str) -> Any:
        return getattr(Preferences(), name)


def names() -> list[str]:
    """Every preference that the page sets, in its order."""
    return [name for _key, _title, group in GROUPS for name in group]


def _later(opens: TimeField, closes: TimeField) -> None:
    if opens.data and closes.data and closes.data <= opens.data:
        raise ValidationError(_("The closing hour must be later than the opening hour."))


@dataclass(frozen=True, slots=True)
class Row:
    """One setting: its field, the unit beside it, who changed it last; `unsaved` old → new."""

    field: Field
    kind: str
    unit: str
    last: str
    unsaved: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that belong together."""

    key: str
    title: str
    rows: list[Row]
