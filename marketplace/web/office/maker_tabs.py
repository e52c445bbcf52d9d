"""The pages about makers, each person seeing those she may open."""

from flask import url_for
from flask_babel import gettext as _

from marketplace.kernel.text import N_
from marketplace.vendors import find
from marketplace.web.access import ADMINISTRATOR, MODERATOR, TRAINER
from marketplace.web.identity import me
from marketplace.web.tabs import Tab
from marketplace.web.vendors.rows import STATES

TABS = (
    ("applications", N_("In the queue"), MODERATOR),
    ("portraits", N_("Photographs"), MODERATOR),
    ("vendors", N_("All makers"), MODERATOR),
    ("certificates", N_("Certificates"), TRAINER),
    ("requirements", N_("Conditions"), ADMINISTRATOR),
)


def maker_tabs(current: str) -> list[Tab]:
    """The tabs of this person; none when there is only one."""
    mine = me().roles
    shown = [
        Tab(_(label), url_for(f"office.{name}"), name == current)
        for name, label, role in TABS
        if mine & {role, ADMINISTRATOR}
    ]
    return shown if len(shown) > 1 else []


def state_chips(query: str, state: str) -> list[Tab]:
    """All makers, or those of one state, with their number."""
    counts = find.counts()
    every = Tab(_("All"), url_for("office.vendors", q=query or None), not state)
    return [every] + [
        Tab(_(word), url_for("office.vendors", q=query or None, state=name), state == name,
            counts.get(name, 0))
        for name, (word, _tone) in STATES.items()
    ]  # fmt: skip
