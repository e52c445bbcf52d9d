"""The office puts an address right before the parcel leaves."""

from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.errors import DomainError, NotFound
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.post import addresses, readdressing
from marketplace.orders.post.addresses import Typed
from marketplace.web.access import CLERK, MODERATOR, may
from marketplace.web.forms.fields import CleanStringField, CleanTextField, Form, MobileField
from marketplace.web.office import bp
from marketplace.web.orders import page as order_page
from marketplace.web.orders.post_forms import provinces
from marketplace.web.shop.checkout_forms import PostalCodeField

FIELDS = ("province", "county", "city", "street", "postal_code", "name", "phone")


class AddressForm(Form):
    """Where it goes, and why it is another place than was written."""

    province = wtforms.SelectField(_l("Province"))
    county = CleanStringField(_l("County"), limit=60)
    city = CleanStringField(_l("City or village"), limit=60)
    postal_code = PostalCodeField(_l("Postal code"))
    street = CleanTextField(_l("Street, lane, number, floor"), limit=300)
    name = CleanStringField(_l("Name on the parcel"), limit=80)
    phone = MobileField(_l("Mobile number"))
    reason = CleanStringField(_l("Why"), limit=200)
    reprice = wtforms.BooleanField(_l("The postage follows the new address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.province.choices = provinces()

    @property
    def address(self) -> Typed:
        """What was typed."""
        return Typed(**{name: self[name].data for name in FIELDS})


@bp.get("/orders/<code>/address")
@may(CLERK, MODERATOR)
def order_address(code: str) -> ResponseReturnValue:
    """The address as it stands, to put right."""
    found = find.by_code(code)
    return _page(found, AddressForm(obj=addresses.of_order(found)))


@bp.post("/orders/<code>/address")
@may(CLERK, MODERATOR)
def order_readdress(code: str) -> ResponseReturnValue:
    """Keep the other address; the buyer is told to look at it."""
    found, form = find.by_code(code), AddressForm(request.form)
    if not form.validate():
        return _page(found, form), 422
    try:
        readdressing.correct(found, form.address, form.reason.data, reprice=form.reprice.data)
    except NotFound:
        raise
    except DomainError as error:
        field = error.field if error.field and error.field in form else "street"
        form.add_error(field, error)
        return _page(found, form), error.status
    flash(_("Kept. The buyer is asked to look at it."), "done")
    return redirect(url_for("office.order", code=found.code), 303)


def _page(found: Order, form: AddressForm) -> str:
    if addresses.of_order(found) is None:
        raise NotFound
    return render_template(
        "office/orders/address.html",
        page=order_page.page(found),
        form=form,
        open=readdressing.correctable(found),
        has_errors=bool(form.errors),
    )
