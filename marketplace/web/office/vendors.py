"""Makers as the office knows them: found, enrolled, looked at, changed on their behalf."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.actor import on_behalf_of
from marketplace.kernel.errors import DomainError
from marketplace.people import users
from marketplace.people.models import User
from marketplace.vendors import application, find, members, profile
from marketplace.vendors.models import Vendor
from marketplace.web.access import MODERATOR, may
from marketplace.web.language import locale
from marketplace.web.office import bp
from marketplace.web.office.maker_tabs import maker_tabs, state_chips
from marketplace.web.office.vendor_page import vendor_page
from marketplace.web.pages import page_links
from marketplace.web.photos import OFFICE
from marketplace.web.vendors import rows as vendor_rows
from marketplace.web.vendors.forms import BilingualProfileForm, EnrolForm, real_name

PER_PAGE = 30


@bp.get("/vendors")
@may(MODERATOR)
def vendors() -> ResponseReturnValue:
    """Every maker, found by name, public name or mobile."""
    query, state = request.args.get("q", "")[:200], request.args.get("state", "")
    found = find.vendors(query, state if state in find.STATES else "")
    last = max(1, -(-len(found) // PER_PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    shown = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    return render_template(
        "office/vendors/index.html", query=query, state=state, total=len(found),
        rows=[(one, vendor_rows.face_of(one, unseen=OFFICE), vendor_rows.state_of(one))
              for one in shown],
        states=state_chips(query, state), pages_about=maker_tabs("vendors"),
        pages=page_links(page, last, lambda n: url_for(".vendors", q=query, state=state, page=n)),
    )  # fmt: skip


@bp.get("/vendors/new")
@may(MODERATOR)
def enrol() -> ResponseReturnValue:
    """One page to enrol a maker at the desk."""
    return _enrol_page(EnrolForm())


@bp.post("/vendors")
@may(MODERATOR)
def enrol_vendor() -> ResponseReturnValue:
    """Apply on her behalf; a mobile that is known shows whose it is first."""
    form = EnrolForm(request.form)
    if "show" in request.form:
        return _enrol_page(form)
    if not form.validate():
        return _enrol_page(form), 422
    known = users.by_mobile(form.mobile.data)
    if known and request.form.get("same") != known.public_id:
        return _enrol_page(form, known), 422
    try:
        user = known or users.find_or_create(form.mobile.data, form.name.data, locale())
        wishes = form.profile(user.name)
        vendor = application.apply(user, wishes, form.crafts.data or [], kind=form.kind.data)
    except DomainError as error:
        form.add_error(error.field or "mobile", error)
        return _enrol_page(form), 422
    flash(_("Enrolled. Print her a card code, so that she can sign in without an SMS."), "done")
    return redirect(url_for("office.vendor", public_id=vendor.public_id), 303)


def _enrol_page(form: EnrolForm, known: User | None = None) -> str:
    booths = find.of_person(known) if known else []
    return render_template(
        "office/vendors/enrol.html", form=form, known=known, booths=booths,
        has_errors=bool(form.errors) or known is not None,
    )  # fmt: skip


@bp.get("/vendors/<public_id>")
@may(MODERATOR)
def vendor(public_id: str) -> ResponseReturnValue:
    """Who she is, what she lacks, what to decide, what happened."""
    return vendor_page(find.by_public_id(public_id))


@bp.get("/vendors/<public_id>/page")
@may(MODERATOR)
def vendor_edit(public_id: str) -> ResponseReturnValue:
    """Her public page, to change it on her behalf or to add the English words."""
    found = find.by_public_id(public_id)
    return _edit_page(found, BilingualProfileForm(obj=found))


@bp.post("/vendors/<public_id>/page")
@may(MODERATOR)
def vendor_change(public_id: str) -> ResponseReturnValue:
    """Store what the office wrote for her, recorded so."""
    found, form = find.by_public_id(public_id), BilingualProfileForm(request.form)
    if "show" in request.form:
        return _edit_page(found, form)
    if not form.validate():
        return _edit_page(found, form), 422
    try:
        with on_behalf_of(found.id):
            profile.change(found, form.profile(real_name(found, members.of(found)), found))
    except DomainError as error:
        form.add_error(error.field or "alias_fa", error)
        return _edit_page(found, form), 422
    flash(_("Saved on her behalf."), "done")
    return redirect(url_for("office.vendor", public_id=public_id), 303)


def _edit_page(vendor: Vendor, form: BilingualProfileForm) -> str:
    return render_template(
        "office/vendors/edit.html", vendor=vendor, form=form, has_errors=bool(form.errors),
        name=real_name(vendor, members.of(vendor)), face=vendor_rows.face_of(vendor, unseen=OFFICE),
    )  # fmt: skip
