"""The office's sections, each person seeing those she may open."""

from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _

from marketplace.kernel.text import N_
from marketplace.people.models import User
from marketplace.web.access import access_of

EVERY_DAY = (
    ("home", "office.home", N_("Desk")),
    ("tasks", "office.tasks", N_("To look after")),
    ("pickups", "desk.pickups", N_("Pick-ups")),
    ("listings", "office.listings", N_("New pieces")),
    ("applications", "office.applications", N_("Makers")),
    ("orders", "office.orders", N_("Orders")),
    ("parcels", "office.parcels", N_("Parcels")),
    ("transfers", "office.transfers", N_("Transfers")),
    ("money", "office.money", N_("Money")),
    ("payments", "office.payments", N_("Cash")),
    ("payouts", "office.payouts", N_("Paying makers")),
    ("certificates", "office.certificates", N_("Certificates")),
)
NOW_AND_THEN = (
    ("papers", "office.papers", N_("Papers")),
    ("messages", "office.messages", N_("Messages")),
    ("tariff", "office.tariff", N_("Post tariff")),
    ("taxes", "office.taxes", N_("Tax")),
    ("commission", "office.commission", N_("Office’s share")),
    ("translations", "office.translations", N_("Translations")),
    ("voices", "office.voices", N_("Voice notes")),
    ("front", "office.front", N_("Front page")),
    ("categories", "office.categories", N_("Categories")),
    ("search_words", "office.search_words", N_("What people look for")),
    ("attributes", "office.attributes", N_("Details of crafts")),
    ("log", "office.log", N_("Event log")),
    ("texts", "office.texts", N_("Public texts")),
    ("users", "office.users", N_("Staff")),
    ("settings", "office.settings", N_("Settings")),
)
MOST = 7  # beside each other in the top bar at 1280 px, in both languages


@dataclass(frozen=True, slots=True)
class Link:
    """One section in the top bar."""

    section: str
    endpoint: str
    label: str


def office_links(user: User | None) -> tuple[list[Link], list[Link]]:
    """Return the sections that this person's roles open: those of every day, and the others."""
    daily = _open(EVERY_DAY, user)
    return daily[:MOST], daily[MOST:] + _open(NOW_AND_THEN, user)


def _open(sections: tuple[tuple[str, str, str], ...], user: User | None) -> list[Link]:
    return [
        Link(section, endpoint, _(label))
        for section, endpoint, label in sections
        if can_open(endpoint, user)
    ]


def can_open(endpoint: str, user: User | None) -> bool:
    """Whether this person's staff roles open a page."""
    return bool(user and user.roles & _allowed(endpoint))


def _allowed(endpoint: str) -> frozenset[str]:
    access = access_of(current_app.view_functions[endpoint])
    return access.roles if access else frozenset()
