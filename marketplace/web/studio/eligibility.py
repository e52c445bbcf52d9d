"""What is missing before she may sell, craft by craft, and what she can do about it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.db import one
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.vendors import application, eligibility as rule, history, submissions
from marketplace.vendors.models import Requirement
from marketplace.web.access import ARTISAN, may
from marketplace.web.identity import me, my_vendor
from marketplace.web.photos import STUDIO
from marketplace.web.studio import bp
from marketplace.web.vendors import rows as vendor_rows
from marketplace.web.vendors.forms import PhotoForm


@bp.get("/eligibility")
@may(ARTISAN)
def eligibility() -> ResponseReturnValue:
    """One card a craft, and the crafts she may still ask for."""
    vendor = my_vendor()
    cards = vendor_rows.cards(vendor)
    mine = {card.craft_id for card in cards}
    others = {key: name for key, name in vendor_rows.craft_names().items() if key not in mine}
    why = {"refused": "refuse", "suspended": "suspend"}.get(vendor.state, "")
    return render_template(
        "studio/eligibility/show.html", vendor=vendor, cards=cards, others=others,
        face=vendor_rows.face_of(vendor, unseen=STUDIO),
        why=history.reason(vendor.id, why) if why else "",
        first=next((card.mine for card in cards if card.mine), None),
    )  # fmt: skip


@bp.post("/crafts/<int:craft_id>")
@may(ARTISAN)
def ask_for_craft(craft_id: int) -> ResponseReturnValue:
    """She wants to sell in one craft more."""
    if craft_id not in vendor_rows.craft_names():
        raise NotFound
    application.add_craft(my_vendor(), craft_id)
    flash(_("Asked for. Below you see what this craft needs."), "done")
    return redirect(url_for("studio.eligibility"), 303)


@bp.post("/agreement")
@may(ARTISAN)
def agree() -> ResponseReturnValue:
    """She accepts the terms and the privacy text in force."""
    application.agree(my_vendor())
    rule.refresh(my_vendor().id)
    return redirect(url_for("studio.eligibility"), 303)


@bp.post("/application")
@may(ARTISAN)
def apply_again() -> ResponseReturnValue:
    """After a refusal, once more."""
    application.apply_again(my_vendor())
    flash(_("Your application is with the office again."), "done")
    return redirect(url_for("studio.eligibility"), 303)


@bp.get("/requirements/<int:requirement_id>")
@may(ARTISAN)
def requirement(requirement_id: int) -> ResponseReturnValue:
    """Where she photographs a paper that the office asks for."""
    return _document_page(_asked(requirement_id), PhotoForm())


@bp.post("/requirements/<int:requirement_id>/document")
@may(ARTISAN, own_unit=True)
def hand_in(requirement_id: int) -> ResponseReturnValue:
    """Send the photograph; it is decoded before the transaction and kept encrypted."""
    form = PhotoForm(request.files)
    asked = _asked(requirement_id)
    try:
        checked = form.checked(documents.check)
        with unit_of_work():
            kept = documents.store(checked, me().id)
            submissions.hand_in(my_vendor(), asked, kept)
    except DomainError as error:
        form.add_error("photo", error)
        return _document_page(asked, form), 422
    flash(_("Sent. The office will look at it."), "done")
    return redirect(url_for("studio.eligibility"), 303)


def _asked(requirement_id: int) -> Requirement:
    return one(Requirement, id=requirement_id, kind="document", active=True)


def _document_page(asked: Requirement, form: PhotoForm) -> str:
    found = submissions.find(my_vendor(), asked, None)
    return render_template(
        "studio/eligibility/document.html", asked=asked, form=form, found=found,
        has_errors=bool(form.errors),
    )  # fmt: skip
