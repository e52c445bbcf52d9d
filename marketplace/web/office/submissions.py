"""Her answers to the conditions: accepted, sent back, excused; her papers, looked at."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.actor import on_behalf_of
from marketplace.kernel.db import one
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents
from marketplace.vendors import application, eligibility, find, submissions
from marketplace.vendors.models import Requirement, Submission, Vendor
from marketplace.web.access import MODERATOR, may
from marketplace.web.identity import me
from marketplace.web.office import bp
from marketplace.web.office.vendor_page import vendor_page
from marketplace.web.vendors.forms import PhotoForm, ReasonForm
from marketplace.web.vendors.rows import craft_names

AT = "/vendors/<public_id>/requirements/<int:requirement_id>"


@bp.post(f"{AT}/acceptance")
@may(MODERATOR)
def accept_requirement(public_id: str, requirement_id: int) -> ResponseReturnValue:
    """The office says yes to one condition."""
    vendor, requirement, craft = _case(public_id, requirement_id)
    submissions.accept(vendor, requirement, craft)
    return _back(public_id, _("Accepted."))


@bp.post(f"{AT}/rejection")
@may(MODERATOR)
def reject_requirement(public_id: str, requirement_id: int) -> ResponseReturnValue:
    """The office sends one condition back, and why."""
    vendor, requirement, craft = _case(public_id, requirement_id)
    form = ReasonForm(request.form)
    if not form.validate():
        return vendor_page(vendor, open_form=f"reject-{requirement_id}-{craft}", form=form), 422
    submissions.reject(vendor, requirement, form.reason.data, craft)
    return _back(public_id, _("Sent back. She has been told why."))


@bp.post(f"{AT}/waiver")
@may(MODERATOR)
def waive_requirement(public_id: str, requirement_id: int) -> ResponseReturnValue:
    """The office does without one condition, and why."""
    vendor, requirement, craft = _case(public_id, requirement_id)
    form = ReasonForm(request.form)
    if not form.validate():
        return vendor_page(vendor, open_form=f"waive-{requirement_id}-{craft}", form=form), 422
    submissions.waive(vendor, requirement, form.reason.data, craft)
    return _back(public_id, _("Excused."))


@bp.post("/vendors/<public_id>/agreement")
@may(MODERATOR)
def hear_consent(public_id: str) -> ResponseReturnValue:
    """The office read the terms to her and she said yes."""
    vendor = find.by_public_id(public_id)
    with on_behalf_of(vendor.id):
        application.agree(vendor)
        eligibility.refresh(vendor.id)
    return _back(public_id, _("Her consent is recorded."))


@bp.post(f"{AT}/viewing")
@may(MODERATOR, own_unit=True)
def view_document(public_id: str, requirement_id: int) -> ResponseReturnValue:
    """Her paper, opened; who looked is written down first."""
    vendor, requirement, _craft = _case(public_id, requirement_id)
    with unit_of_work():
        document = submissions.view(_submission(vendor, requirement))
    answer = Response(documents.open(document), content_type=document.content_type)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = "inline"
    return answer


@bp.get(f"{AT}/document")
@may(MODERATOR)
def vendor_document(public_id: str, requirement_id: int) -> ResponseReturnValue:
    """Where the office photographs a paper for her."""
    vendor, requirement, _craft = _case(public_id, requirement_id)
    return _document_page(vendor, requirement, PhotoForm())


@bp.post(f"{AT}/document")
@may(MODERATOR, own_unit=True)
def bring_document(public_id: str, requirement_id: int) -> ResponseReturnValue:
    """Keep the paper that she showed at the desk; decoded before the transaction."""
    form = PhotoForm(request.files)
    vendor, requirement, _craft = _case(public_id, requirement_id)
    try:
        checked = form.checked(documents.check)
        with unit_of_work(), on_behalf_of(vendor.id):
            submissions.hand_in(vendor, requirement, documents.store(checked, me().id))
    except DomainError as error:
        form.add_error("photo", error)
        return _document_page(vendor, requirement, form), 422
    return _back(public_id, _("The document is kept, encrypted."))


def _case(public_id: str, requirement_id: int) -> tuple[Vendor, Requirement, int | None]:
    """The vendor, the requirement and, for a certificate, the craft that the form names."""
    vendor = find.by_public_id(public_id)
    requirement = one(Requirement, id=requirement_id)
    craft = request.form.get("craft", type=int)
    if craft is not None and craft not in craft_names():
        raise NotFound
    return vendor, requirement, craft


def _submission(vendor: Vendor, requirement: Requirement) -> Submission:
    found = submissions.find(vendor, requirement, None)
    if found is None:
        raise NotFound
    return found


def _document_page(vendor: Vendor, requirement: Requirement, form: PhotoForm) -> str:
    return render_template(
        "office/vendors/document.html", vendor=vendor, requirement=requirement, form=form,
        has_errors=bool(form.errors),
    )  # fmt: skip


def _back(public_id: str, told: str) -> ResponseReturnValue:
    flash(told, "done")
    return redirect(url_for("office.vendor", public_id=public_id), 303)
