"""The same piece in another size or colour: which one, its figures; and all of them in a table."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from marketplace.catalogue import listings, revisions, states, variants
from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.db import one
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.money import Money
from marketplace.web.access import ARTISAN, may
from marketplace.web.forms.form import say
from marketplace.web.identity import my_vendor
from marketplace.web.photos import STUDIO, photo_of
from marketplace.web.pieces import shelf_rows
from marketplace.web.pieces.forms import fit
from marketplace.web.pieces.variant_forms import ChoicesForm, FiguresForm, RowForm, choices_form
from marketplace.web.studio import bp, doubting

Page = tuple[str, int]


@bp.get("/pieces/<public_id>/variants/new")
@may(ARTISAN)
def new_variant(public_id: str) -> ResponseReturnValue:
    """Which one is the new one? The first time this is asked before it of the piece itself."""
    listing = _mine(public_id)
    return _choosing(listing, _form(listing, request.args))


@bp.post("/pieces/<public_id>/variants")
@may(ARTISAN)
def add_variant(public_id: str) -> ResponseReturnValue:
    """A draft of its own, copied from this piece."""
    listing = _mine(public_id)
    form = _form(listing, request.form)
    if not form.validate():
        return _choosing(listing, form, status=422)
    try:
        revision = variants.add(listing, form.chosen("own"), form.chosen("new"))
    except DomainError as error:
        if error.status != 422:
            raise
        return _choosing(listing, form, say(error), 422)
    at = revision.listing.public_id
    return redirect(url_for("studio.variant_figures", public_id=at), 303)


@bp.get("/pieces/<public_id>/figures")
@may(ARTISAN)
def variant_figures(public_id: str) -> ResponseReturnValue:
    """What the new one costs and how many there are."""
    revision = _open(public_id)
    return _figures(revision, FiguresForm.begin(revision))


@bp.post("/pieces/<public_id>/figures")
@may(ARTISAN)
def save_figures(public_id: str) -> ResponseReturnValue:
    """Keep them and go on to its photograph."""
    revision = _open(public_id)
    form = FiguresForm(request.form)
    fit(form, revision.kind, live=False)
    if not form.validate():
        return _figures(revision, form), 422
    old = revision.price
    revisions.save(revision, doubting.settled(revision, form.values()))
    if doubt := doubting.of_draft(revision, old):
        return _figures(revision, FiguresForm.begin(revision), doubt)
    return redirect(url_for("studio.piece_photos", public_id=public_id), 303)


@bp.get("/pieces/<public_id>/variants")
@may(ARTISAN)
def variant_table(public_id: str) -> ResponseReturnValue:
    """Every variant's price and number in one table."""
    listing = _mine(public_id)
    rows = [(one, RowForm(one)) for one in _changeable(listing)]
    return _table(listing, rows)


@bp.post("/pieces/<public_id>/variants/figures")
@may(ARTISAN)
def save_table(public_id: str) -> ResponseReturnValue:
    """Keep what changed, all or nothing: cuts and numbers at once, rises when the office agrees."""
    listing = _mine(public_id)
    rows = [(one, RowForm(one, request.form)) for one in _changeable(listing)]
    wrong = [form for _one, form in rows if not form.validate()]
    if wrong:
        return _table(listing, rows), 422
    doubts = {form.price.id: doubting.of_live(one, form.price) for one, form in rows}
    if any(doubts.values()):
        return _table(listing, rows, doubts), 200
    waiting = 0
    for one_of_them, form in rows:
        try:
            waiting += not _keep(one_of_them, form)
        except DomainError as error:
            if error.status != 422:
                raise
            form.add_error("quantity" if error.field == "quantity" else "price", error)
            return _table(listing, rows), 422
    flash(_("Saved."), "done")
    if waiting:
        flash(_("The office looks at the higher price first; until then the old one stays."),
              "info")  # fmt: skip
    return redirect(url_for("studio.piece", public_id=public_id), 303)


def _keep(listing: Listing, form: RowForm) -> bool:
    """Whether the price passed."""
    passed = True
    if form.price.data != Money(listing.price or 0, listing.currency):
        listings.require_nothing_begun(listing, form.price.data)
        passed = listings.quick_price(listing, form.price.data)
    if "quantity" in form and form.quantity.data != shelf_rows.stock(listing):
        listings.set_quantity(listing, form.quantity.data)
    return passed


def _mine(public_id: str) -> Listing:
    return one(Listing, public_id=public_id, vendor_id=my_vendor().id)


def _open(public_id: str) -> Revision:
    revision = revisions.by_listing(public_id, my_vendor())
    if revision.state not in states.EDITABLE or revision.listing.family_id is None:
        raise NotFound
    return revision


def _changeable(listing: Listing) -> list[Listing]:
    found = [row for row in variants.family_of(listing) if row.state in listings.PUBLISHED]
    if not found:
        raise NotFound
    return found


def _form(listing: Listing, sent: MultiDict[str, str]) -> ChoicesForm:
    options = variants.options_of(listing)
    if not options:
        raise NotFound
    source = variants.source_of(listing)
    first = listing.family_id is None
    kept = source.attributes if first else {}
    return choices_form(options, kept, sent or None, first=first)


def _choosing(listing: Listing, form: ChoicesForm, problem: str = "", status: int = 200) -> Page:
    """The first time two screens: which one is this, then which one is the new one."""
    source, own = variants.source_of(listing), form.chosen("own")
    first = listing.family_id is None
    if first and not own and (request.args or request.form):
        problem, status = str(_("Choose which one this is.")), 422
    page = render_template(
        "studio/variants/new.html", asks_own=first and not own, listing=listing, form=form,
        own={f"own-{key}": value for key, value in own.items()}, problem=problem, source=source,
        new=[field for field in form.fields_of("new") if not first or _number(field.name) in own],
        photo=photo_of(source.pictures[0].picture, at=STUDIO) if source.pictures else None,
        has_errors=bool(problem or form.errors), no_dock=True,
    )  # fmt: skip
    return page, status


def _number(name: str) -> int:
    return int(name.rpartition("-")[2])


def _figures(revision: Revision, form: FiguresForm, doubt: Money | None = None) -> str:
    fit(form, revision.kind, live=False)
    return render_template(
        "studio/variants/figures.html", revision=revision, form=form, doubt=doubt, photo=None,
        has_errors=bool(form.errors), no_dock=True,
    )  # fmt: skip


def _table(
    listing: Listing, rows: list[tuple[Listing, RowForm]], doubts: Mapping[str, Money | None] = {}
) -> str:
    wrong = [form for _one, form in rows if form.errors]
    return render_template(
        "studio/variants/table.html", listing=listing, rows=rows, has_errors=bool(wrong),
        wrong=wrong, doubts=doubts, section="pieces",
    )  # fmt: skip
