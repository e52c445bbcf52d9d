"""What a person must look after: late makers, pieces nobody fetches, wishes to cancel."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.db import one
from marketplace.orders import tasks as house
from marketplace.orders.task_models import Task
from marketplace.web.access import CLERK, MODERATOR, TREASURER, may
from marketplace.web.attempts import attempt
from marketplace.web.forms.fields import CleanStringField, Form
from marketplace.web.identity import me
from marketplace.web.office import bp
from marketplace.web.waiting import task_rows


class DoneForm(Form):
    """What was done."""

    outcome = CleanStringField(_l("What did you do?"), limit=200)


@bp.get("/tasks")
@may(CLERK, MODERATOR, TREASURER)
def tasks() -> ResponseReturnValue:
    """Every open task, the oldest first."""
    return _page()


@bp.post("/tasks/<int:task_id>")
@may(CLERK, MODERATOR, TREASURER)
def task_done(task_id: int) -> ResponseReturnValue:
    """It was done, and what."""
    task, form = one(Task, id=task_id), DoneForm(request.form, prefix=str(task_id))
    if not form.validate():
        return _page({task_id: form}), 422
    attempt(lambda: house.done(task, me().id, form.outcome.data), _("Recorded."))
    return redirect(url_for("office.tasks"), 303)


def _page(faulty: dict[int, DoneForm] | None = None) -> str:
    forms = faulty or {}
    rows = task_rows.rows(house.waiting())
    return render_template(
        "office/tasks/index.html",
        rows=[(row, forms.get(row.id) or DoneForm(prefix=str(row.id))) for row in rows],
        faulty=next(iter(forms.values()), None),
        has_errors=bool(forms),
    )
