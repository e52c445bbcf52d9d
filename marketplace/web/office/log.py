"""The event log: who changed what, on whose behalf, old and new."""

from typing import Any

import wtforms
from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.people import staff
from marketplace.web.access import MODERATOR, TREASURER, may
from marketplace.web.forms.fields import CleanStringField, Form, JalaliDateField
from marketplace.web.forms.form import answers
from marketplace.web.forms.whole import whole
from marketplace.web.log import history, search as event_search
from marketplace.web.log.search import Wanted
from marketplace.web.log.states import ROLES
from marketplace.web.log.words import KINDS
from marketplace.web.office import bp


class LogForm(Form):
    """What to look for; nothing is asked for."""

    q = CleanStringField(_l("Order code, name or title"), limit=100, required=False)
    kind = wtforms.SelectField(_l("About"), validate_choice=False)
    actor = wtforms.SelectField(_l("By whom"), validate_choice=False)
    role = wtforms.SelectField(_l("In which role"), validate_choice=False)
    since = JalaliDateField(_l("From the day"), required=False)
    until = JalaliDateField(_l("To the day"), required=False)
    on_behalf = wtforms.BooleanField(_l("Only what the office did on a maker’s behalf"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {"": _("Everything")} | {key: _(word) for key, word in KINDS.items()}
        roles = {"": _("Any role")} | {key: _(word) for key, word in ROLES.items()}
        people = {"": _("Anybody")} | {str(one.id): one.name for one in staff.all_staff()}
        self.kind.choices = answers(kinds.items())
        self.role.choices = answers(roles.items())
        self.actor.choices = answers(people.items())

    def wanted(self, before: int | None) -> Wanted:
        """The search that the answers make; unknown answers count as none."""
        actor = self.actor.data or ""
        return Wanted(
            text=self.q.data or "",
            kind=self.kind.data if self.kind.data in KINDS else "",
            role=self.role.data if self.role.data in ROLES else "",
            actor_id=whole(actor),
            since=self.since.data,
            until=self.until.data,
            on_behalf=self.on_behalf.data,
            before=before if before and 0 < before < 2**62 else None,
        )

    @property
    def set_count(self) -> int:
        """How many of the folded answers are set."""
        folded = (self.kind, self.actor, self.role, self.since, self.until, self.on_behalf)
        return sum(bool(field.data) for field in folded)


@bp.get("/log")
@may(MODERATOR, TREASURER)
def log() -> ResponseReturnValue:
    """Fifty events that fit, newest first."""
    form = LogForm(request.args)
    valid = form.validate()
    wanted = form.wanted(request.args.get("before", type=int)) if valid else Wanted()
    events, more = event_search.find(wanted)
    kept = {name: value for name, value in request.args.items() if name != "before"}
    older = url_for("office.log", **kept, before=events[-1].id) if more else ""  # type: ignore[arg-type]
    return render_template(
        "office/log/index.html",
        form=form,
        entries=history.entries(events, subjects=True),
        older=older,
        searched=wanted != Wanted(),
        has_errors=not valid,
    ), 200 if valid else 422
