"""The forms of the staff page."""

from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from marketplace.people.roles import LABELS
from marketplace.web.account.forms import LANGUAGES
from marketplace.web.forms.email_field import EmailField
from marketplace.web.forms.fields import CleanStringField, Form, MobileField


class RolesField(SelectMultipleField):
    """Staff roles as boxes to tick."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=self._choices, **kwargs)

    def _choices(self) -> list[SelectChoice]:
        return [SelectChoice(role, _(label)) for role, label in LABELS.items()]


class RolesForm(Form):
    """What a staff member may do."""

    roles = RolesField(_l("Roles"))


class FactorRolesForm(Form):
    """Which roles must have a second factor."""

    second_factor_roles = RolesField(_l("Must sign in with a second factor"))


class InvitationForm(Form):
    """Who is to become staff."""

    name = CleanStringField(_l("Name"), limit=120, missing=_l("Write the name."))
    email = EmailField(_l("E-mail"), required=False)
    mobile = MobileField(_l("Mobile number"), required=False)
    roles = RolesField(_l("Roles"))
    locale = RadioField(_l("Language of the messages"), choices=LANGUAGES, default="fa")
