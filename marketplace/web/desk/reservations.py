"""A reservation that the clerk makes for a visitor standing at the desk."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l
from sqlalchemy import select
from wtforms.validators import ValidationError

from marketplace.catalogue.models import Listing
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import link_token, normalise_code
from marketplace.kernel.money import Money
from marketplace.orders import checkout
from marketplace.orders.basket_view import for_sale_now
from marketplace.stock.lots import free
from marketplace.web import formatters
from marketplace.web.access import CLERK, may
from marketplace.web.desk import bp
from marketplace.web.forms.fields import CleanStringField, CleanTextField, Form, MobileField
from marketplace.web.identity import me
from marketplace.web.orders.page import Line, pieces
from marketplace.web.photos import photo_of

MOST_CODES = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """A piece and how many of it."""

    listing: Listing
    quantity: int

    @property
    def amount(self) -> Money:
        return Money(self.listing.price or 0, self.listing.currency) * self.quantity


class ReservationForm(Form):
    """Tag codes, a name and, if there is one, a mobile."""

    codes = CleanTextField(
        _l("Codes on the tags"), limit=400,
        description=_l("Six letters each, one a line. The same code twice means two of it."),
    )  # fmt: skip
    name = CleanStringField(_l("The visitor’s name"), limit=80)
    mobile = MobileField(
        _l("Mobile"), required=False,
        description=_l("If it receives SMS here, the news goes there. It may stay empty."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted: list[Wanted] = []

    def validate_codes(self, field: CleanTextField) -> None:
        """Each code names a piece that can be reserved now."""
        typed = (field.data or "").replace(",", " ").replace("،", " ").split()
        if len(typed) > MOST_CODES:
            most = formatters.number(MOST_CODES)
            raise ValidationError(_("At most %(most)s pieces at a time.", most=most))
        counted = Counter(normalise_code(code) or code for code in typed)
        query = select(Listing).where(Listing.scan_code.in_(counted))
        by_code = {listing.scan_code: listing for listing in session.scalars(query)}
        pieces = free([listing.id for listing in by_code.values()])
        for code, quantity in counted.items():
            listing = by_code.get(code)
            if listing is None:
                raise ValidationError(
                    _("No piece has the code %(code)s. Read the tag again.", code=code)
                )
            if not for_sale_now(listing) or pieces.get(listing.id, 0) < quantity:
                title = formatters.local(listing, "title")
                raise ValidationError(
                    _("%(code)s, “%(title)s”, cannot be reserved now.", code=code, title=title)
                )
            self.wanted.append(Wanted(listing, quantity))

    @property
    def total(self) -> Money:
        """What the reservation would cost."""
        return sum((one.amount for one in self.wanted), Money(0))


@bp.get("/reservations/new")
@may(CLERK)
def reservation() -> ResponseReturnValue:
    """The empty form; a code may come with the address."""
    return _page(ReservationForm(data={"codes": request.args.get("code", "")[:20]}))


@bp.post("/reservations")
@may(CLERK)
def make_reservation() -> ResponseReturnValue:
    """First show what it comes to; with that total confirmed, reserve. Sent twice, it is once."""
    form = ReservationForm(request.form)
    valid, once = form.validate(), request.form.get("once", "")[:64]
    if (done := checkout.made_with(once)) is not None:
        return redirect(url_for("desk.order", code=done.code), 303)
    if not valid:
        return _page(form), 422
    if request.form.get("expected") != str(form.total.amount):
        return _page(form, checked=True)
    try:
        order = _reserve(form, once)
    except DomainError as error:
        form.add_error(error.field if error.field and error.field in form else "codes", error)
        return _page(form), 422
    flash(_("Reserved. The makers have been asked."), "done")
    return redirect(url_for("desk.order", code=order.code), 303)


def _reserve(form: ReservationForm, once: str) -> Any:
    order = checkout.for_buyer_at_desk(
        [(one.listing.public_id, one.quantity) for one in form.wanted],
        form.name.data, form.mobile.data or None, me().id, formatters.locale(), once,
    )  # fmt: skip
    if order.total != form.total.amount:
        raise DomainError("Something has changed. Please look again; nothing is reserved yet.")
    return order


def _page(form: ReservationForm, *, checked: bool = False) -> str:
    return render_template(
        "desk/reservation/form.html",
        form=form,
        lines=[_line(one) for one in form.wanted] if checked else [],
        once=link_token(),
        has_errors=bool(form.errors),
    )


def _line(wanted: Wanted) -> Line:
    listing = wanted.listing
    picture = listing.pictures[0].picture if listing.pictures else None
    return Line(
        formatters.local(listing, "title"),
        photo_of(picture),
        pieces(wanted.quantity),
        wanted.amount,
    )
