"""The post's tariff: what a parcel costs, by way of posting, distance, weight and day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel import clock, preferences
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import one
from marketplace.kernel.errors import DomainError
from marketplace.orders import delivery
from marketplace.orders.post import tariff as tariffs, tariff_book
from marketplace.orders.post.models import ZONES, ShippingMethod
from marketplace.orders.post.provinces import BY_CODE
from marketplace.orders.post.tariff import Sheet
from marketplace.web import formatters
from marketplace.web.access import ADMINISTRATOR, CLERK, MODERATOR, TREASURER, may
from marketplace.web.forms.form import say
from marketplace.web.log.words.post import POSTING, ZONES as ZONE_WORDS
from marketplace.web.office import bp
from marketplace.web.orders.post_forms import MethodForm, PreviewForm, RulesForm, SheetForm


@dataclass(frozen=True, slots=True)
class Known:
    """A way of posting with its sheets; `holes` are the empty cells of the present one."""

    method: ShippingMethod
    now: Sheet
    coming: list[Sheet]
    holes: int


@bp.get("/tariff")
@may(CLERK, MODERATOR, TREASURER)
def tariff() -> ResponseReturnValue:
    """Every way of posting with today's prices, and what one parcel would cost."""
    asked = "grams" in request.args
    form = PreviewForm(request.args if asked else None, data={"grams": 900, "province": "tehran"})
    valid = form.validate() if asked else True
    today = local_day(clock.now())
    known = [_known(method, today) for method in tariff_book.methods()]
    office = preferences.load()
    return render_template(
        "office/tariff/index.html",
        form=form,
        answers=_answers(form, form.on.data or today) if valid else [],
        known=known,
        zones=[(zone, _(ZONE_WORDS[zone])) for zone in ZONES],
        office=office,
        home=BY_CODE.get(office.office_province),
        posting_words={key: _(word) for key, word in POSTING.items()},
        without_card=office.posting != "off" and not delivery.remote_payment_available(office),
        today=today,
        has_errors=bool(form.errors),
    ), 200 if valid else 422


def _known(method: ShippingMethod, today: date) -> Known:
    now = tariffs.sheet(method, today)
    coming = [one for one in tariff_book.sheets(method)
              if one.valid_from and one.valid_from > today]  # fmt: skip
    holes = sum(len(ZONES) - len(prices) for prices in now.cells.values())
    return Known(method, now, coming, holes)


def _answers(form: PreviewForm, on: date) -> list[str]:
    """What this parcel costs by each way, as sentences."""
    grams, to = form.grams.data, BY_CODE[form.province.data]
    found = []
    for sheet in tariffs.in_force(on):
        try:
            zone = tariffs.zone(to.code, preferences.load())
            price = formatters.money(sheet.price(zone, grams))
        except DomainError as error:
            price = say(error)
        found.append(
            _(
                "%(method)s, %(grams)s grams to %(province)s on %(day)s: %(price)s",
                method=formatters.local(sheet.method, "name"),
                grams=formatters.number(grams),
                province=formatters.local(to, "name"),
                day=formatters.day(on),
                price=price,
            )
        )
    return found


@bp.get("/tariff/rules")
@may(ADMINISTRATOR)
def post_rules() -> ResponseReturnValue:
    """Who posts, from where, how parcels are weighed."""
    return _rules(RulesForm.showing(preferences.load()))


@bp.post("/tariff/rules")
@may(ADMINISTRATOR)
def save_post_rules() -> ResponseReturnValue:
    """Store what changed."""
    form = RulesForm(request.form)
    if not form.validate():
        return _rules(form), 422
    changed = preferences.change(**form.values())
    return _done(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))


@bp.get("/tariff/methods/new")
@may(ADMINISTRATOR)
def new_method() -> ResponseReturnValue:
    """One way of posting more."""
    return _method(MethodForm())


@bp.post("/tariff/methods")
@may(ADMINISTRATOR)
def add_method() -> ResponseReturnValue:
    """Keep it; its prices come next."""
    form = MethodForm(request.form)
    if not form.validate():
        return _method(form), 422
    added = tariff_book.add_method(**form.words())
    flash(_("Saved. Now write its prices."), "done")
    return redirect(url_for("office.method_prices", method_id=added.id), 303)


@bp.get("/tariff/methods/<int:method_id>")
@may(ADMINISTRATOR)
def method(method_id: int) -> ResponseReturnValue:
    """Its words."""
    found = one(ShippingMethod, id=method_id)
    return _method(MethodForm(obj=found), found)


@bp.post("/tariff/methods/<int:method_id>")
@may(ADMINISTRATOR)
def change_method(method_id: int) -> ResponseReturnValue:
    """Store its words."""
    found, form = one(ShippingMethod, id=method_id), MethodForm(request.form)
    if not form.validate():
        return _method(form, found), 422
    tariff_book.change_method(found, **form.words())
    return _done(_("Saved."))


@bp.get("/tariff/methods/<int:method_id>/prices")
@may(ADMINISTRATOR)
def method_prices(method_id: int) -> ResponseReturnValue:
    """The present prices as the beginning of new ones."""
    found, today = one(ShippingMethod, id=method_id), local_day(clock.now())
    known = tariff_book.sheets(found)
    latest = known[0] if known else Sheet(found)
    day = max(today, latest.valid_from) if latest.valid_from else today
    return _prices(SheetForm.showing(latest, day), found)


@bp.post("/tariff/methods/<int:method_id>/prices")
@may(ADMINISTRATOR)
def save_method_prices(method_id: int) -> ResponseReturnValue:
    """These prices from that day on."""
    found, form = one(ShippingMethod, id=method_id), SheetForm(request.form)
    if not form.validate():
        return _prices(form, found), 422
    try:
        changed = tariff_book.save_sheet(found, form.valid_from.data, form.cells())
    except DomainError as error:
        form.add_error(error.field or "grams_0", error)
        return _prices(form, found), 422
    return _done(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))


def _rules(form: RulesForm) -> str:
    return render_template("office/tariff/rules.html", form=form, has_errors=bool(form.errors))


def _method(form: MethodForm, found: ShippingMethod | None = None) -> str:
    return render_template(
        "office/tariff/method.html", form=form, found=found, has_errors=bool(form.errors)
    )


def _prices(form: SheetForm, found: ShippingMethod) -> str:
    return render_template(
        "office/tariff/prices.html", form=form, found=found, has_errors=bool(form.errors)
    )


def _done(words: Any) -> ResponseReturnValue:
    flash(words, "done")
    return redirect(url_for("office.tariff"), 303)
