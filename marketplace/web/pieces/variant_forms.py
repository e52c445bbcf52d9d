"""Which variant it is, and what it costs and how many there are."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.core import Field

from marketplace.catalogue import attributes
from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.models import Listing
from marketplace.catalogue.publishing import stock_of
from marketplace.web.formatters import local
from marketplace.web.forms.fields import MoneyField, NumberField
from marketplace.web.forms.form import Form, answers
from marketplace.web.pieces.forms import LATER, PieceForm


class ChoicesForm(Form):
    """A choice of each option for the new variant, and at first for the piece itself."""

    options: Sequence[Attribute] = ()

    def chosen(self, whose: str) -> dict[int, int]:
        """The choices by option; what was left open is not among them."""
        found = {}
        for row in self.options:
            field = self._fields.get(f"{whose}-{row.id}")
            keys = [choice.id for choice in row.choices if field and str(choice.id) == field.data]
            if keys:
                found[row.id] = keys[0]
        return found

    def fields_of(self, whose: str) -> list[Field]:
        """The fields of the piece itself (`own`) or of the new variant (`new`)."""
        return [field for name, field in self._fields.items() if name.startswith(f"{whose}-")]

    def validate(self, extra_validators: Any = None) -> bool:
        """What is not chosen yet is the domain's to refuse."""
        for field in self:
            if isinstance(field, RadioField) and not field.data:
                field.validate_choice = False
        return bool(super().validate(extra_validators))


def choices_form(
    options: Sequence[Attribute], kept: dict[str, Any], sent: Any = None, *, first: bool
) -> ChoicesForm:
    """A form of these options; the piece's own choice is asked the first time."""
    fields: dict[str, Any] = {"options": options}
    data = {}
    for whose in ("own", "new") if first else ("new",):
        for row in options:
            offered = answers((str(one.id), local(one, "name")) for one in attributes.offered(row))
            alone = whose == "new" or len(options) == 1
            nothing = [] if alone else answers([("", _("Not by this"))])
            fields[f"{whose}-{row.id}"] = RadioField(local(row, "name"), choices=offered + nothing)
            data[f"{whose}-{row.id}"] = str(kept.get(str(row.id), ""))
    made: type[ChoicesForm] = type("OptionsForm", (ChoicesForm,), fields)
    return made(sent) if sent is not None else made(data=data)


class FiguresForm(PieceForm):
    """A new variant's price and number; the rest is as the others'."""

    price = MoneyField(_l("Your price"), required=LATER)
    quantity = NumberField(_l("How many do you have?"), at_most=1000, required=LATER)
    open_limit = NumberField(
        _l("How many orders can you take at a time?"), at_least=1, at_most=100, required=LATER
    )


class RowForm(Form):
    """A variant's line in the table."""

    price = MoneyField(_l("Price"))
    quantity = NumberField(_l("How many"), at_most=1000)

    def __init__(self, listing: Listing, sent: Any = None) -> None:
        begin = {"price": listing.price, "quantity": stock_of(listing)}
        super().__init__(sent, prefix=listing.public_id, data=begin)
        if listing.kind == "one_of_a_kind":
            del self.quantity
