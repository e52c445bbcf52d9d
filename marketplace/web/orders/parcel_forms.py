"""The forms of a parcel: its tracking code and receipt, what the carrier said."""

import wtforms
from flask_babel import lazy_gettext as _l

from marketplace.orders.post import parcels, tracking
from marketplace.web.forms.fields import CleanStringField, Form


class CodeOnlyForm(Form):
    """The code on the carrier's receipt."""

    tracking_code = CleanStringField(_l("Tracking code"), limit=80, missing=_l(tracking.MISSING))


class ShipForm(CodeOnlyForm):
    """The same with a picture of the receipt."""

    receipt = wtforms.FileField(_l("Picture of the receipt"))


class FailForm(Form):
    """Why it could not be delivered."""

    reason = CleanStringField(_l("What the carrier said"), limit=200, missing=_l(parcels.NO_REASON))
