"""The fields of a piece, step by step; a blank one is kept for later, never an error."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.fields.core import Field

from marketplace.catalogue import lengths
from marketplace.catalogue.categories import Craft
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.money import Money
from marketplace.web.formatters import local
from marketplace.web.forms.fields import (
    CleanStringField,
    CleanTextField,
    MoneyField,
    NumberField,
    TypedField,
)
from marketplace.web.forms.form import Form, answers

LATER: Any = None  # wanted in the end, but a step may be left without it
MM = 10  # millimetres in a centimetre, the unit people type
_SIZES = ("width_mm", "length_mm", "height_mm")
_CHOICES = ("category_id", "kind", "hand_share")
KINDS = (
    ("one_of_a_kind", _l("One of a kind")),
    ("stocked", _l("I have several alike")),
    ("made_to_order", _l("I make it to order")),
)
HAND_SHARES = (
    ("all", _l("All of it")),
    ("most", _l("Most of it; a machine helps a little")),
    ("half", _l("About half")),
)


class PieceForm(Form):
    """Every step's form: begins with what is kept, gives what to keep."""

    @classmethod
    def begin(cls, content: Revision | Listing) -> Self:
        """The form with what is kept."""
        return cls(data={name: _typed(name, value) for name, value in _values(content).items()})

    def validate(self, extra_validators: Any = None) -> bool:
        """A choice not made yet is no error; the check page says what is missing."""
        for name in _CHOICES:
            field = self._fields.get(name)
            if isinstance(field, RadioField) and not field.data:
                field.validate_choice = False
        return bool(super().validate(extra_validators))

    def values(self) -> dict[str, Any]:
        """What was sent, in the database's units; a field that was not sent keeps what it has."""
        return {field.name: _kept(field) for field in self if _sent(field)}


def _values(content: Revision | Listing) -> dict[str, Any]:
    own = ("day_rate", "material_cost", "office_writes")
    return content.content() | {name: getattr(content, name, None) for name in own}


def _typed(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _SIZES:
        return -(-value // MM)
    return str(value) if name == "category_id" else value


def _sent(field: Field) -> bool:
    if isinstance(field, TypedField):
        return field.typed is not None
    return not isinstance(field, RadioField) or bool(field.data)


def _kept(field: Field) -> Any:
    if isinstance(field.data, Money):
        return field.data.amount
    if field.name in _SIZES:
        return field.data * MM if field.data else None
    if field.name == "category_id":
        return int(field.data) if field.data else None
    if field.name == "hand_share":
        return field.data or None
    if field.name == "quantity":
        return 1 if field.data is None else field.data
    return field.data


class WhatForm(PieceForm):
    """Step 2: its name, its category, how it is sold."""

    category_id = RadioField(_l("Choose the nearest"), choices=[])
    title_fa = CleanStringField(_l("Its name"), limit=lengths.TITLE, required=LATER)
    kind = RadioField(_l("How many are there?"), choices=answers(KINDS), default="one_of_a_kind")

    def offer(self, crafts: list[Craft]) -> None:
        """The categories to choose from; a craft without kinds stands for itself."""
        self.category_id.choices = answers(
            (str(one.id), local(one, "name"))
            for craft in crafts
            for one in craft.kinds or [craft.category]
        )


class PriceForm(PieceForm):
    """Step 3: the price, and what it is made of."""

    price = MoneyField(_l("Your price"), required=LATER)
    making_days = NumberField(_l("Days of work"), at_least=1, at_most=2000, required=False)
    day_rate = MoneyField(_l("A day of your work"), required=False)
    material_cost = MoneyField(_l("Wool, dye and other material"), required=False)


class DetailsForm(PieceForm):
    """Step 4: size, material, how it is made; the fields of another kind stay away."""

    width_mm = NumberField(_l("Width"), at_least=1, at_most=3000, required=LATER)
    length_mm = NumberField(_l("Length"), at_least=1, at_most=3000, required=LATER)
    height_mm = NumberField(_l("Height"), at_least=1, at_most=3000, required=False)
    weight_g = NumberField(_l("Weight"), at_least=1, at_most=200_000, required=False)
    material_fa = CleanStringField(
        _l("What is it made of?"), limit=lengths.MATERIAL, required=LATER
    )
    technique_fa = CleanStringField(_l("How is it made?"), limit=lengths.TECHNIQUE, required=False)
    hand_share = RadioField(_l("How much of it is by hand?"), choices=answers(HAND_SHARES))
    quantity = NumberField(_l("How many do you have?"), at_most=1000, required=LATER)
    lead_days = NumberField(
        _l("In how many days do you make one?"), at_least=1, at_most=365, required=LATER
    )
    open_limit = NumberField(
        _l("How many orders can you take at a time?"), at_least=1, at_most=100, required=LATER
    )
    care_fa = CleanTextField(_l("How to wash and keep it"), limit=lengths.CARE, required=False)


class StoryForm(PieceForm):
    """Step 5: its story, in her words or the office's; English is welcome, never asked for."""

    story_fa = CleanTextField(_l("The story of this work"), limit=lengths.STORY, required=False)
    office_writes = BooleanField(_l("Let the office write it"))
    title_en = CleanStringField(_l("Its name in English"), limit=lengths.TITLE, required=False)
    story_en = CleanTextField(_l("Its story in English"), limit=lengths.STORY, required=False)


class WholeForm(WhatForm, PriceForm, DetailsForm, StoryForm):
    """Everything on one page, for the office."""

    material_en = CleanStringField(
        _l("Material in English"), limit=lengths.MATERIAL, required=False
    )
    technique_en = CleanStringField(
        _l("Technique in English"), limit=lengths.TECHNIQUE, required=False
    )
    care_en = CleanTextField(_l("Care in English"), limit=lengths.CARE, required=False)


def fit(form: PieceForm, kind: str, *, live: bool) -> None:
    """Take away the fields that this kind has no use for, and numbers that pass without review."""
    unused = {
        "one_of_a_kind": ("quantity", "lead_days", "open_limit"),
        "stocked": ("lead_days", "open_limit"),
        "made_to_order": ("quantity",),
    }[kind]
    numbers = ("quantity", "open_limit") if live else ()
    for name in {*unused, *numbers} & set(form._fields):
        del form[name]
