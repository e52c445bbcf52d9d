"""The forms in which a maker, or the office for her, says how she wants to be seen."""

from collections.abc import Callable
from typing import IO, Any, TypeVar

import wtforms
from flask_babel import gettext as _, lazy_gettext as _l
from wtforms.validators import ValidationError

from marketplace.kernel.db import session as database
from marketplace.people.models import User
from marketplace.vendors.models import Vendor
from marketplace.vendors.profile import Profile, public_name
from marketplace.web import formatters
from marketplace.web.forms.fields import CleanStringField, CleanTextField, Form, MobileField
from marketplace.web.forms.form import answers
from marketplace.web.vendors.rows import craft_names

WORDS = 150
T = TypeVar("T")


class ProfileForm(Form):
    """Public name, place, story and motif."""

    show_name = wtforms.RadioField(
        _l("Under which name"),
        choices=answers(
            [
                ("alias", _l("The name of my workshop")),
                ("initial", _l("The first letter of my name")),
                ("name", _l("My full name")),
            ]
        ),
        default="alias",
    )
    alias_fa = CleanStringField(
        _l("The name of your workshop"), limit=60,
        missing=_l("Write the name of your workshop, for example Dar-e Ronas."),
    )  # fmt: skip
    alias_en = CleanStringField(_l("The same in Latin letters"), limit=60, required=False)
    motif = wtforms.RadioField(
        _l("In which colour your motif is woven"),
        choices=answers([("madder", _l("Madder red")), ("indigo", _l("Indigo blue")),
                         ("turquoise", _l("Turquoise"))]),
        default="madder",
    )  # fmt: skip
    show_place = wtforms.RadioField(
        _l("From where"),
        choices=answers(
            [("village", _l("Village or town")), ("district", _l("Only the district"))]
        ),
        default="district",
    )
    village_fa = CleanStringField(_l("Village or town"), limit=60)
    district_fa = CleanStringField(_l("District"), limit=60)
    story_fa = CleanTextField(_l("Your story"), limit=1200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A workshop's name is needed when she chose to be known by it."""
        super().__init__(*args, **kwargs)
        self.alias_fa.flags.required = self.show_name.data == "alias"

    def validate_story_fa(self, field: CleanTextField) -> None:
        """A story of at most 150 words."""
        if len((field.data or "").split()) > WORDS:
            words = formatters.number(WORDS)
            raise ValidationError(_("Please shorten the story to %(words)s words.", words=words))

    def place(self) -> str:
        """What the public may read of her place."""
        village = self.show_place.data == "village" and self.village_fa.data
        return str(village or self.district_fa.data or "")

    def alias(self, name: str) -> str:
        """The public name that her answers make."""
        typed = self.alias_fa.data or ""
        return public_name(self.show_name.data, typed, name, self.place())

    def profile(self, name: str, before: Vendor | None = None) -> Profile:
        """Her wishes; `name` is her real name, texts that this form lacks stay as they were."""
        kept = {
            field: getattr(before, field) if before else ""
            for field in ("village_en", "district_en", "story_en")
        }
        kept |= {field: self[field].data or "" for field in kept if field in self}
        return Profile(
            alias_fa=self.alias(name), alias_en=self.alias_en.data or "",
            show_name=self.show_name.data, village_fa=self.village_fa.data,
            district_fa=self.district_fa.data, show_place=self.show_place.data,
            story_fa=self.story_fa.data or "", motif=self.motif.data, **kept,
        )  # fmt: skip


class BilingualProfileForm(ProfileForm):
    """The same with the English words, which the office may add."""

    village_en = CleanStringField(_l("Village or town in English"), limit=60, required=False)
    district_en = CleanStringField(_l("District in English"), limit=60, required=False)
    story_en = CleanTextField(_l("Story in English"), limit=1200, required=False)


class _Application(Form):
    """What an application asks besides the profile."""

    crafts = wtforms.SelectMultipleField(_l("What do you make?"), coerce=int, validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.crafts.choices = answers(craft_names().items())

    def validate_crafts(self, field: wtforms.SelectMultipleField) -> None:
        """At least one."""
        if not field.data or not set(field.data) <= set(craft_names()):
            raise ValidationError(_("Choose at least one craft."))


class ApplyForm(_Application, ProfileForm):
    """She applies by herself."""

    FIRST = ("name", "crafts")

    name = CleanStringField(_l("Your first and last name"), limit=80)
    agreed = wtforms.BooleanField(_l("I have read the terms and the privacy text and accept them"))

    def validate_agreed(self, field: wtforms.BooleanField) -> None:
        """Without a yes there is no application."""
        if not field.data:
            raise ValidationError(_("To apply, accept the terms and the privacy text."))


class EnrolForm(_Application, ProfileForm):
    """The office applies on her behalf, on one page."""

    FIRST = ("mobile", "name", "kind", "crafts")

    mobile = MobileField(_l("Her mobile number"))
    name = CleanStringField(_l("Her first and last name"), limit=80)
    kind = wtforms.RadioField(
        _l("Who sells"),
        choices=answers(
            [("person", _l("One person")), ("collective", _l("A collective of several"))]
        ),
        default="person",
    )
    heard = wtforms.BooleanField(
        _l("I read the terms and the privacy text to her, and she said yes")
    )

    def validate_heard(self, field: wtforms.BooleanField) -> None:
        """Her consent is what makes it lawful."""
        if not field.data:
            raise ValidationError(_("Read both texts to her first; without her yes it cannot be."))


class ReasonForm(Form):
    """Why."""

    reason = CleanStringField(
        _l("Reason"), limit=500, missing=_l("Write the reason in a sentence.")
    )


class PhotoForm(Form):
    """One picture from her phone."""

    photo = wtforms.FileField(_l("Photo"))

    def checked(self, check: Callable[[bytes | IO[bytes]], T]) -> T:
        """What was sent, checked; while it waits for its turn it holds no database connection.

        Raises DomainError."""
        database.rollback()
        return check(self.photo.data.stream if self.photo.data else b"")


def real_name(vendor: Vendor, members: list[User]) -> str:
    """The name that a public name by initial or in full is made of."""
    return members[0].name if members else vendor.alias_fa
