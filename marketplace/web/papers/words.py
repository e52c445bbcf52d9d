"""Papers in words: what each kind is called, on which paper it is printed, who may read it."""

from flask_babel import gettext as _

from marketplace.kernel.text import N_
from marketplace.people.models import User
from marketplace.web.access import ADMINISTRATOR, CLERK, MODERATOR, TREASURER

KINDS = {
    "receipt": N_("Receipt"),
    "refund": N_("Receipt for money given back"),
    "credit": N_("Credit note"),
    "order": N_("Order sheet"),
    "packing": N_("Packing slip"),
    "label": N_("Address label"),
    "handover": N_("Hand-over list for the post"),
    "slip": N_("Maker’s slip"),
    "settlement": N_("Settlement slip"),
}
SHAPES = {
    "a4": N_("A4, 210 × 297 mm"),
    "a5": N_("A5, 148 × 210 mm"),
    "label": N_("label, 100 × 150 mm"),
    "roll": N_("roll, 80 mm wide"),
}
SHAPE = {
    "receipt": "a5", "refund": "a5", "credit": "a5", "order": "a4", "packing": "a5",
    "label": "label", "handover": "a4", "slip": "a5", "settlement": "a5",
}  # fmt: skip
ON_A_ROLL = ("receipt", "refund", "credit")
_MONEY, _PARCELS = {CLERK, TREASURER}, {CLERK, MODERATOR}
READERS = {
    "receipt": _MONEY, "refund": _MONEY, "credit": _MONEY, "order": _PARCELS | _MONEY,
    "packing": _PARCELS, "label": _PARCELS, "handover": _PARCELS | _MONEY, "slip": _PARCELS,
    "settlement": {TREASURER},
}  # fmt: skip


def kind(name: str) -> str:
    """A kind of paper in words."""
    return str(_(KINDS[name]))


def shape_of(name: str, wanted: str = "") -> str:
    """The paper that a kind is printed on: its own, or the roll where that is wanted and fits."""
    return "roll" if wanted == "roll" and name in ON_A_ROLL else SHAPE[name]


def readable(user: User) -> list[str]:
    """The kinds that this person may issue and read."""
    return [name for name, roles in READERS.items() if user.roles & {*roles, ADMINISTRATOR}]
