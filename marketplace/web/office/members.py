"""The people behind a booth, and the crafts it sells in."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.kernel.actor import on_behalf_of
from marketplace.kernel.errors import DomainError, NotFound
from marketplace.people import users
from marketplace.vendors import application, find, members
from marketplace.vendors.models import Vendor
from marketplace.web.access import MODERATOR, may
from marketplace.web.forms.fields import CleanStringField, Form, MobileField
from marketplace.web.language import locale
from marketplace.web.office import bp
from marketplace.web.vendors.rows import craft_names


class MemberForm(Form):
    """One more person of a collective."""

    mobile = MobileField(_l("Her mobile number"))
    name = CleanStringField(_l("Her first and last name"), limit=80)


@bp.get("/vendors/<public_id>/members")
@may(MODERATOR)
def members_of(public_id: str) -> ResponseReturnValue:
    """Who acts for this booth, in which crafts."""
    return _page(find.by_public_id(public_id), MemberForm())


@bp.post("/vendors/<public_id>/members")
@may(MODERATOR)
def add_member(public_id: str) -> ResponseReturnValue:
    """Add a person by her mobile."""
    vendor, form = find.by_public_id(public_id), MemberForm(request.form)
    if not form.validate():
        return _page(vendor, form), 422
    try:
        user = users.find_or_create(form.mobile.data, form.name.data, locale())
        members.add(vendor, user)
    except DomainError as error:
        form.add_error("mobile", error)
        return _page(vendor, form), 422
    return _back(public_id, _("Added."))


@bp.post("/vendors/<public_id>/members/<user_id>/removal")
@may(MODERATOR)
def remove_member(public_id: str, user_id: str) -> ResponseReturnValue:
    """Remove a person; the last one stays."""
    members.remove(find.by_public_id(public_id), users.by_public_id(user_id))
    return _back(public_id, _("Removed."))


@bp.post("/vendors/<public_id>/crafts/<int:craft_id>")
@may(MODERATOR)
def add_craft(public_id: str, craft_id: int) -> ResponseReturnValue:
    """One craft more, at her wish."""
    if craft_id not in craft_names():
        raise NotFound
    vendor = find.by_public_id(public_id)
    with on_behalf_of(vendor.id):
        application.add_craft(vendor, craft_id)
    return _back(public_id, _("Added."))


@bp.post("/vendors/<public_id>/crafts/<int:craft_id>/removal")
@may(MODERATOR)
def remove_craft(public_id: str, craft_id: int) -> ResponseReturnValue:
    """One craft less, at her wish; the last one stays."""
    vendor = find.by_public_id(public_id)
    with on_behalf_of(vendor.id):
        application.remove_craft(vendor, craft_id)
    return _back(public_id, _("Removed."))


def _page(vendor: Vendor, form: MemberForm) -> str:
    mine = {craft.craft_id for craft in vendor.crafts}
    return render_template(
        "office/vendors/members.html", vendor=vendor, form=form, people=members.of(vendor),
        crafts=craft_names(), mine=mine, has_errors=bool(form.errors),
    )  # fmt: skip


def _back(public_id: str, told: str) -> ResponseReturnValue:
    flash(told, "done")
    return redirect(url_for("office.members_of", public_id=public_id), 303)
