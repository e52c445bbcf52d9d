"""One person's data by her number: what there is, the file for her, and erasing it."""

from collections.abc import Mapping
from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import show_code
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.models import Order
from marketplace.people import users
from marketplace.retention.person import account, archive, erasing, finding, settling
from marketplace.retention.person.finding import Found
from marketplace.vendors.models import NOBODY
from marketplace.web import formatters
from marketplace.web.access import ADMINISTRATOR, may
from marketplace.web.attachment import of_file
from marketplace.web.forms.fields import Form, MobileField
from marketplace.web.forms.form import answers, say
from marketplace.web.log.words.wishes import WISHES
from marketplace.web.office import bp
from marketplace.web.orders.words import order_state
from marketplace.web.settings import leaving_words
from marketplace.web.settings.person_words import KINDS


class AddressField(MobileField):
    """A mobile number, or the e-mail address of a colleague who has none."""

    def read(self, text: str) -> str:
        return users.parse_email(text) if "@" in text else super().read(text)

    def show(self, value: str) -> str:
        return value if "@" in value else super().show(value)


class PersonForm(Form):
    """The number, and once something is to be done: who asked for it."""

    mobile = AddressField(_l("Mobile number, or a colleague’s e-mail address"))
    reason = wtforms.RadioField(
        _l("Who asked for it?"), validate_choice=False,
        description=_l("Make sure that it is she. The answer stays in the event log, the number"
                       " does not."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = answers((key, _(word)) for key, word in WISHES.items())

    def complete(self) -> bool:
        """Whether a number and a reason are there."""
        if self.validate() and self.reason.data not in WISHES:
            self.add_error("reason", _("Say who asked for it."))
        return not self.errors


@bp.get("/person")
@may(ADMINISTRATOR)
def person() -> ResponseReturnValue:
    """The empty form."""
    return _page(PersonForm())


@bp.post("/person")
@may(ADMINISTRATOR)
def person_found() -> ResponseReturnValue:
    """What is under a number; sent, so that it stands in no address."""
    form = PersonForm(request.form)
    if not form.validate():
        return _page(form), 422
    return _page(form, finding.look(form.mobile.data))


@bp.post("/person/file")
@may(ADMINISTRATOR, own_unit=True)
def person_file() -> ResponseReturnValue:
    """Everything under the number as one file; who took it and why is logged first."""
    form = PersonForm(request.form)
    if not form.complete():
        return _again(form), 422
    with unit_of_work():
        found = finding.look(form.mobile.data)
        if anything := bool(found.kinds or found.account):
            archive.hand_out(found, form.reason.data)
    found = finding.look(form.mobile.data)
    if not anything:
        return _page(form, found), 422
    return of_file(archive.pack(found, _index(found)), "application/zip", "data.zip")


@bp.post("/person/erasure")
@may(ADMINISTRATOR)
def person_erasure() -> ResponseReturnValue:
    """Asked once, it says what goes; confirmed, it is gone."""
    form = PersonForm(request.form)
    if not form.complete():
        return _again(form), 422
    seen, whole = request.form.get("seen", ""), "whole" in request.form
    if not seen:
        found = finding.look(form.mobile.data)
        return _page(form, found, asked=True, whole=whole)
    try:
        erasing.erase(form.mobile.data, form.reason.data, seen, whole=whole)
        session.flush()
    except DomainError as error:
        session.rollback()
        form.add_error("mobile", say(error))
        return _again(form), error.status
    flash(
        _("Erased: the account and all that belonged to it are gone.")
        if whole
        else _("Erased: nothing of the buyer is left under this number."),
        "done",
    )
    return redirect(url_for("office.person"), 303)


def _again(form: PersonForm) -> str:
    number = form.mobile.data
    return _page(form, finding.look(number) if number else None)


def _page(
    form: PersonForm, found: Found | None = None, *, asked: bool = False, whole: bool = False
) -> str:
    user = found.account if found else None
    waits = settling.of(user) if user else []
    kept = not found or found.held or (whole and (waits or not user))
    return render_template(
        "office/person/show.html",
        form=form,
        found=found,
        rows=_written(found.counts if found else {}),
        hers=_written(account.counts(user) if user else {}),
        alone=settling.leaving(user) if user else [],
        shared=settling.staying(user) if user else [],
        waits=leaving_words.rows(waits),
        orders=[_row(order) for order in found.own] if found else [],
        held=[_row(order) for order in found.held] if found else [],
        seen="" if kept or not asked or found is None else erasing.mark(found, whole=whole),
        whole=whole,
        nobody=NOBODY[formatters.locale()],
        has_errors=bool(form.errors),
    )


def _written(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    return [(_(KINDS[name]), formatters.number(count)) for name, count in counts.items()]


def _row(order: Order) -> tuple[str, str, str]:
    """Its code as people read it, its address in the office, and how it stands."""
    address = url_for("office.order", code=order.code)
    return show_code(order.code), address, order_state(order.state, order.delivery)[0]


def _index(found: Found) -> str:
    """What the file holds, in the language of the page."""
    number = formatters.mobile(found.mobile)
    hers = account.counts(found.account) if found.account else {}
    head = _("What is kept under the number %(number)s", number=number)
    lines = [f"{_(KINDS[name])}: {formatters.number(many)} – {name}.json"
             for name, many in (found.counts | hers).items()]  # fmt: skip
    return "\n".join([head, "", *lines, ""])
