"""Her pieces: how each stands, its price and number, take down and put back, mend or throw away."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.catalogue import listings, revisions, shelf, states
from marketplace.catalogue.models import Listing
from marketplace.kernel.db import one
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.money import Money
from marketplace.web.access import ARTISAN, may
from marketplace.web.forms.form import Form, say
from marketplace.web.identity import my_vendor
from marketplace.web.pieces import shelf_rows, variant_rows, voice_rows
from marketplace.web.pieces.live_forms import NumberForm, QuickPriceForm
from marketplace.web.studio import bp, doubting


@bp.get("/pieces")
@may(ARTISAN)
def pieces() -> ResponseReturnValue:
    """Everything of hers, what needs her first."""
    held = shelf.of(my_vendor().id)
    group = request.args.get("show", "")
    return render_template(
        "studio/pieces/index.html", rows=shelf_rows.of(held, group), any=bool(held),
        tabs=shelf_rows.tabs(held, group), section="pieces",
    )  # fmt: skip


@bp.get("/pieces/<public_id>")
@may(ARTISAN)
def piece(public_id: str) -> ResponseReturnValue:
    """One piece and what she can do with it; a draft opens its check page."""
    held = _held(public_id)
    if held.group in ("draft", "returned") and held.listing.state == "new":
        return redirect(url_for("studio.check", public_id=public_id))
    return _page(held)


@bp.post("/pieces/<public_id>/price")
@may(ARTISAN)
def change_price(public_id: str) -> ResponseReturnValue:
    """A cut passes at once, a rise waits for the office."""
    held, form = _held(public_id), QuickPriceForm(request.form)
    if not form.validate():
        return _page(held, price=form), 422
    if doubt := doubting.of_live(held.listing, form.price):
        return _page(held, price=form, doubt=doubt)
    try:
        listings.require_nothing_begun(held.listing, form.price.data)
        passed = listings.quick_price(held.listing, form.price.data)
    except DomainError as error:
        form.add_error("price", error)
        return _page(held, price=form), 422
    flash(_("The new price is in the shop.") if passed else
          _("The office looks at the higher price first; until then the old one stays."),
          "done" if passed else "info")  # fmt: skip
    return redirect(url_for("studio.piece", public_id=public_id), 303)


@bp.post("/pieces/<public_id>/quantity")
@may(ARTISAN)
def change_quantity(public_id: str) -> ResponseReturnValue:
    """How many she has now, without review."""
    held, form = _held(public_id), NumberForm(request.form)
    if not form.validate():
        return _page(held, quantity=form), 422
    try:
        listings.set_quantity(held.listing, form.quantity.data)
    except DomainError as error:
        form.add_error("quantity", error)
        return _page(held, quantity=form), 422
    flash(_("The number is saved."), "done")
    return redirect(url_for("studio.piece", public_id=public_id), 303)


@bp.post("/pieces/<public_id>/withdrawal")
@may(ARTISAN)
def take_down(public_id: str) -> ResponseReturnValue:
    """Hide it from the shop."""
    listings.take_down(_mine(public_id))
    flash(_("The piece is taken down. Put it back whenever you like."), "done")
    return redirect(url_for("studio.piece", public_id=public_id), 303)


@bp.post("/pieces/<public_id>/return")
@may(ARTISAN)
def put_back(public_id: str) -> ResponseReturnValue:
    """Show it again."""
    held = _held(public_id)
    try:
        listings.put_back(held.listing)
    except DomainError as error:
        if error.status != 422:
            raise
        return _page(held, problem=say(error)), 422
    flash(_("The piece is in the shop again."), "done")
    return redirect(url_for("studio.piece", public_id=public_id), 303)


@bp.post("/pieces/<public_id>/revision")
@may(ARTISAN)
def edit_piece(public_id: str) -> ResponseReturnValue:
    """Begin to change a published piece; the shop keeps the old one until the office agrees."""
    revision = revisions.open_revision(_mine(public_id))
    if revision.state not in states.EDITABLE:
        return redirect(url_for("studio.piece", public_id=public_id), 303)
    return redirect(url_for("studio.check", public_id=public_id), 303)


@bp.get("/pieces/<public_id>/deletion")
@may(ARTISAN)
def ask_deletion(public_id: str) -> ResponseReturnValue:
    """Ask once more before a draft is thrown away."""
    revision = revisions.by_listing(public_id, my_vendor())
    if revision.state not in states.EDITABLE:
        raise NotFound
    return render_template("studio/pieces/deletion.html", revision=revision, no_dock=True)


@bp.post("/pieces/<public_id>/deletion")
@may(ARTISAN)
def delete_draft(public_id: str) -> ResponseReturnValue:
    """Throw the draft away."""
    revisions.drop(revisions.by_listing(public_id, my_vendor()))
    flash(_("The draft is gone."), "done")
    return redirect(url_for("studio.pieces"), 303)


def _mine(public_id: str) -> Listing:
    return one(Listing, public_id=public_id, vendor_id=my_vendor().id)


def _held(public_id: str) -> shelf.Piece:
    found = shelf.one(_mine(public_id))
    if found is None:
        raise NotFound
    return found


def _page(
    held: shelf.Piece, price: Form | None = None, quantity: Form | None = None, problem: str = "",
    doubt: Money | None = None,
) -> str:  # fmt: skip
    listing = held.listing
    return render_template(
        "studio/pieces/show.html", held=held, listing=listing, row=shelf_rows.row(held),
        price=price or QuickPriceForm(data={"price": listing.price}),
        quantity=quantity or NumberForm(data={"quantity": shelf_rows.stock(listing)}),
        answers=shelf_rows.answers(held), problem=problem,
        can=shelf_rows.acts(held) | variant_rows.acts(listing), variants=variant_rows.of(held),
        note=voice_rows.of(listing.id), doubt=doubt, section="pieces",
        has_errors=bool(problem or quantity or (price and price.errors)),
    )  # fmt: skip
