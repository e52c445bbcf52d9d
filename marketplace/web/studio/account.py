"""Her bank account: written, seen by its last four digits, cancelled while it waits."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel import preferences
from marketplace.kernel.errors import DomainError
from marketplace.payouts import accounts
from marketplace.web.access import ARTISAN, may
from marketplace.web.attempts import attempt
from marketplace.web.identity import me, my_vendor
from marketplace.web.money.account_forms import AccountForm
from marketplace.web.money.account_rows import account_row
from marketplace.web.studio import bp


@bp.get("/money/account")
@may(ARTISAN)
def account() -> ResponseReturnValue:
    """What is in use, what waits, and the form for another."""
    return _page(AccountForm(data={"holder": me().name}))


@bp.post("/money/account")
@may(ARTISAN)
def account_written() -> ResponseReturnValue:
    """Keep it; it is used after the office's waiting time."""
    form = AccountForm(request.form)
    if not form.validate():
        return _page(form), 422
    try:
        accounts.write(my_vendor(), form.iban.data, form.holder.data)
    except DomainError as error:
        form.add_error(error.field if error.field and error.field in form else "iban", error)
        return _page(form), 422
    flash(_("Written. You get an SMS, and can cancel it until then."), "done")
    return redirect(url_for("studio.account"), 303)


@bp.post("/money/account/<int:account_id>/cancellation")
@may(ARTISAN)
def account_cancelled(account_id: int) -> ResponseReturnValue:
    """Never use it."""
    found = accounts.by_id(account_id, my_vendor().id)
    attempt(lambda: accounts.cancel(found), _("Cancelled. No money goes there."))
    return redirect(url_for("studio.account"), 303)


def _page(form: AccountForm) -> str:
    return render_template(
        "studio/money/account.html",
        form=form,
        accounts=[account_row(one) for one in accounts.of(my_vendor().id).values()],
        days=preferences.load().account_wait_days,
        has_errors=bool(form.errors),
    )
