"""The settings: one page, every change in the event log with who made it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel import eventlog, preferences
from marketplace.kernel.preferences import ROW
from marketplace.kernel.text import N_
from marketplace.orders.lists import find
from marketplace.orders.lists.find import Filters
from marketplace.web import formatters
from marketplace.web.access import ADMINISTRATOR, may
from marketplace.web.log import history
from marketplace.web.office import bp
from marketplace.web.settings import payouts as payout_settings
from marketplace.web.settings.form import GROUPS, Group, Row, SettingsForm

UNITS = {
    "accept_days": N_("days"),
    "pickup_days": N_("days"),
    "pay_days": N_("days"),
    "live_reservations": N_("reservations"),
    "commission_bp": N_("per cent"),
    **payout_settings.UNITS,
}
LONG = ("address_fa", "address_en", "about_fa", "about_en", "readers")
LTR = ("phone", "opens", "closes", "friday_opens", "friday_closes", "latitude", "longitude",
       "card_number")  # fmt: skip
MONEY = ("day_rate", *payout_settings.MONEY)
KINDS = dict.fromkeys(MONEY, "money") | dict.fromkeys(LONG, "long") | dict.fromkeys(LTR, "ltr")
BIG = ("accept_days", "pickup_days", "commission_bp", "card_number")


@bp.get("/settings")
@may(ADMINISTRATOR)
def settings() -> ResponseReturnValue:
    """Every setting with who changed it last."""
    return _page(SettingsForm.showing(preferences.load()))


@bp.post("/settings")
@may(ADMINISTRATOR)
def save_settings() -> ResponseReturnValue:
    """Store what changed; what touches open orders is said first and saved when seen."""
    form = SettingsForm(request.form)
    if not form.validate():
        return _page(form), 422
    values, office = form.values(), preferences.load()
    big = {name: values[name] for name in BIG if values[name] != getattr(office, name)}
    seen = ",".join(f"{name}={value}" for name, value in big.items())
    if big and request.form.get("seen") != seen:
        return _page(form, _touched(big), seen)
    changed = preferences.change(**values)
    flash(_("Saved.") if changed else _("Nothing was different, so nothing was changed."), "done")
    return redirect(url_for("office.settings"), 303)


def _page(form: SettingsForm, touched: list[str] | None = None, seen: str = "") -> str:
    stored, last = SettingsForm.showing(preferences.load()), _last_changes()
    return render_template(
        "office/settings/form.html",
        form=form,
        groups=[
            Group(
                key,
                _(title),
                [_row(name, form[name], stored[name], last.get(name, "")) for name in group],
            )
            for key, title, group in GROUPS
        ],
        touched=touched or [],
        seen=seen,
        has_errors=bool(form.errors),
    )


def _row(name: str, field: Any, stored: Any, last: str) -> Row:
    typed, old = field._value(), stored._value()
    unit = UNITS.get(name, "")
    kind = "unit" if unit else KINDS.get(name, "")
    unsaved = None if typed == old else (old, typed)
    return Row(field, kind, _(unit) if unit else "", last, unsaved)


def _last_changes() -> dict[str, str]:
    """Each preference's last change in words."""
    events = eventlog.history("preferences", ROW)
    found: dict[str, str] = {}
    for event, entry in zip(events, history.entries(events), strict=True):
        for name in event.changes:
            found.setdefault(
                name, _("%(name)s, %(day)s", name=entry.who, day=formatters.day(event.at))
            )
    return found


def _touched(big: dict[str, Any]) -> list[str]:
    """What a change of these settings means for what is under way."""
    sentences = {
        "accept_days": _(
            "Makers get %(days)s days from the next reservation on; %(count)s orders that "
            "wait for an answer now keep their time.",
            days=formatters.number(big.get("accept_days")),
            count=formatters.number(find.count(Filters(waiting=True))),
        ),
        "pickup_days": _(
            "Buyers get %(days)s days from the next order that is ready; %(count)s orders that "
            "are ready now keep their day.",
            days=formatters.number(big.get("pickup_days")),
            count=formatters.number(find.count(Filters(states=("ready",)))),
        ),
        "card_number": _(
            "From now on buyers send their money to this card; %(count)s orders that wait for "
            "their money show it at once. Read it aloud from the card once more.",
            count=formatters.number(find.count(Filters(paying=True))),
        ),
        "commission_bp": _(
            "From the next order on the office keeps %(share)s of the price. Orders already "
            "placed keep their share; every maker sees the new one beside her prices.",
            share=formatters.percent(big.get("commission_bp", 0)),
        ),
    }
    return [sentences[name] for name in big]
