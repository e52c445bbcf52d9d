"""What the list of orders shows, as a file; who took it is in the log."""

from collections.abc import Iterator, Sequence
from typing import Any

import wtforms
from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel import clock
from marketplace.kernel.calendar import jalali, local
from marketplace.kernel.errors import NotAllowed
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.orders.lists import exporting, find
from marketplace.orders.lists.exporting import Exported
from marketplace.orders.post.provinces import BY_CODE
from marketplace.web import csv_file, formatters
from marketplace.web.access import ADMINISTRATOR, TREASURER, may
from marketplace.web.csv_file import Cell
from marketplace.web.forms.fields import CleanStringField, Form
from marketplace.web.identity import me
from marketplace.web.money.pay_words import way
from marketplace.web.office import bp
from marketplace.web.office.order_asking import CHANNELS, DELIVERY, Asked, asked
from marketplace.web.orders.words import order_state

HEADERS = (
    N_("Order"), N_("Day"), N_("Day (Gregorian)"), N_("How it stands"), N_("Where it was placed"),
    N_("How it reaches the buyer"), N_("Province of the address"), N_("Makers"), N_("Pieces"),
    N_("How many"), N_("Postage"), N_("Total"), N_("Paid"), N_("Currency"), N_("Way to pay"),
    N_("Paid on"),
)  # fmt: skip
CONTACTS = (
    N_("Buyer"), N_("Mobile"), N_("Recipient"), N_("County"), N_("City"), N_("Address"),
    N_("Postal code"), N_("Phone"),
)  # fmt: skip
ONLY_ADMINISTRATOR = N_("Only the administrator takes buyers’ contacts out of the house.")


class ExportForm(Form):
    """Whether buyers' contacts go into the file, and why."""

    contacts = wtforms.BooleanField(_l("With buyers’ names, numbers and addresses"))
    reason = CleanStringField(_l("What the contacts are needed for"), limit=200, required=False)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Contacts only with a reason."""
        valid = super().validate(*args, **kwargs)
        if valid and self.contacts.data and not self.reason.data:
            self.add_error("reason", _("Write what the contacts are needed for."))
        return not self.errors


@bp.get("/orders/export")
@may(TREASURER)
def order_export() -> ResponseReturnValue:
    """How many orders it will be, and what of them."""
    return _page(asked(), ExportForm())


@bp.post("/orders/export")
@may(TREASURER)
def order_export_file() -> ResponseReturnValue:
    """The file, sent as it is read; only the administrator takes contacts along."""
    wanted, form = asked(request.form), ExportForm(request.form)
    if not form.validate():
        return _page(wanted, form), 422
    contacts = bool(form.contacts.data)
    if contacts and ADMINISTRATOR not in me().roles:
        raise NotAllowed(ONLY_ADMINISTRATOR)
    reason = form.reason.data if contacts else ""
    exporting.record(me().id, find.count(wanted.filters), wanted.told, contacts, reason)
    day = "-".join(f"{part:02}" for part in jalali(clock.now()))
    return csv_file.download(_rows(wanted, contacts), f"orders-{day}.csv")


def _page(wanted: Asked, form: ExportForm) -> str:
    return render_template(
        "office/orders/export.html",
        asked=wanted,
        form=form,
        count=find.count(wanted.filters),
        with_contacts=ADMINISTRATOR in me().roles,
        has_errors=bool(form.errors),
    )


def _rows(wanted: Asked, contacts: bool) -> Iterator[Sequence[Cell]]:
    yield [_(name) for name in (HEADERS + CONTACTS if contacts else HEADERS)]
    for one in exporting.orders(wanted.filters):
        yield [*_row(one), *(_contacts(one.order) if contacts else ())]


def _row(one: Exported) -> list[Cell]:
    order, lines = one.order, one.lines
    makers = dict.fromkeys(formatters.local(line, "maker") for line in lines)
    postage, total, paid = (
        _units(amount, order.currency) for amount in (order.postage, order.total, order.paid)
    )
    placed = local(order.placed_at)
    return [
        show_code(order.code), "{:04}/{:02}/{:02}".format(*jalali(order.placed_at)),
        placed.isoformat(timespec="minutes"), order_state(order.state, order.delivery)[0],
        _(CHANNELS[order.channel]), _(DELIVERY[order.delivery]),
        formatters.local(BY_CODE[order.province], "name") if order.province else "",
        _(", ").join(makers), _(", ").join(formatters.local(line, "title") for line in lines),
        sum(line.quantity for line in lines), postage, total, paid,
        Money(0, order.currency).kind.unit(formatters.locale()), way(order.pay_method),
        local(one.paid_at).isoformat(timespec="minutes") if one.paid_at else "",
    ]  # fmt: skip


def _units(amount: int, currency: str) -> int | str:
    """The amount in the unit beside it, a plain number for any program."""
    kind = Money(0, currency).kind
    whole, rest = divmod(amount, kind.divisor)
    if not (rest or kind.exponent):
        return whole
    return f"{whole}.{rest:0{len(str(kind.divisor)) - 1}d}"


def _contacts(order: Any) -> list[Cell]:
    mobile = formatters.mobile(order.mobile)
    phone = formatters.mobile(order.phone) if order.phone else ""
    where = (order.recipient, order.county, order.city, order.street, order.postal_code)
    return [order.name, mobile, *(text or "" for text in where), phone]
