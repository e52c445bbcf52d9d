"""How long personal data is kept, and what the nights erased: counts, never the data."""

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel import heartbeat, preferences
from marketplace.kernel.preferences import Preferences
from marketplace.retention import night
from marketplace.retention.kinds import KINDS
from marketplace.web import formatters
from marketplace.web.access import ADMINISTRATOR, STAFF, may
from marketplace.web.identity import me
from marketplace.web.log.words import FIELDS
from marketplace.web.office import bp
from marketplace.web.settings.retention import RetentionForm

SHOWN = ("contacts", "documents", "messages", "baskets", "codes", "links", "invitations",
         "buyers", "imports", "accounts", "followers", "voices")  # fmt: skip


@bp.get("/retention")
@may(*STAFF)
def retention() -> ResponseReturnValue:
    """The periods, and what was erased in the latest nights."""
    return _page(RetentionForm.showing(preferences.load()))


@bp.post("/retention")
@may(ADMINISTRATOR)
def save_retention() -> ResponseReturnValue:
    """Store new periods; what a shorter one erases is said first and saved when seen."""
    form = RetentionForm(request.form)
    if not form.validate():
        return _page(form), 422
    values = form.values()
    losses = _losses(values)
    seen = ",".join(f"{name}={value}" for name, value in values.items())
    if losses and request.form.get("seen") != seen:
        return _page(form, losses, seen)
    changed = preferences.change(**values)
    flash(_("Saved.") if changed else _("Nothing was different, so nothing was changed."), "done")
    return redirect(url_for("office.retention"), 303)


def _losses(values: dict[str, int]) -> list[str]:
    """What the coming night would erase because a period is shorter now."""
    old = preferences.load()
    new = Preferences(**asdict(old) | values)
    counted = {
        kind.name: kind.count(kind.before(new)) - kind.count(kind.before(old))
        for kind in KINDS
        if kind.count and getattr(new, kind.days) < getattr(old, kind.days)
    }
    return [
        _(
            "The coming night erases %(count)s more: %(what)s. It cannot be undone.",
            count=formatters.number(count),
            what=_(FIELDS[name]),
        )
        for name, count in counted.items()
        if count
    ]


def _page(form: RetentionForm, losses: list[str] | None = None, seen: str = "") -> str:
    beats = {one.job: one.at for one in heartbeat.all_beats()}
    return render_template(
        "office/retention/show.html",
        form=form,
        kinds=[(name, str(_(FIELDS[name])).capitalize()) for name in SHOWN],
        nights=night.nights(),
        last=beats.get(night.JOB),
        losses=losses or [],
        seen=seen,
        may_change=ADMINISTRATOR in me().roles,
        has_errors=bool(form.errors),
    )
