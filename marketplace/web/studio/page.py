"""Her own page: how buyers see her, and hiding it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.media import pictures
from marketplace.vendors import decisions, members, portraits, profile
from marketplace.web.access import ARTISAN, may
from marketplace.web.identity import me, my_vendor
from marketplace.web.photos import STUDIO
from marketplace.web.studio import bp
from marketplace.web.vendors import closed_days, rows as vendor_rows
from marketplace.web.vendors.follow_counts import followers
from marketplace.web.vendors.forms import PhotoForm, ProfileForm, real_name


@bp.get("/page")
@may(ARTISAN)
def page() -> ResponseReturnValue:
    """What she chose, each with a link to change it."""
    vendor = my_vendor()
    return render_template(
        "studio/page/show.html", vendor=vendor, face=vendor_rows.face_of(vendor, unseen=STUDIO),
        state=vendor_rows.state_of(vendor), people=members.of(vendor),
        closed=closed_days.words(vendor), followers=followers(vendor.id),
    )  # fmt: skip


@bp.get("/page/preview")
@may(ARTISAN)
def page_preview() -> ResponseReturnValue:
    """The head of her page as a buyer reads it."""
    vendor = my_vendor()
    return render_template(
        "studio/page/preview.html", vendor=vendor, face=vendor_rows.face_of(vendor)
    )


@bp.get("/page/edit")
@may(ARTISAN)
def page_edit() -> ResponseReturnValue:
    """Name, place, story and motif on one page."""
    return _form_page(ProfileForm(obj=my_vendor()))


@bp.post("/page")
@may(ARTISAN)
def page_change() -> ResponseReturnValue:
    """Store her wishes, or show them first."""
    form, vendor = ProfileForm(request.form), my_vendor()
    if "show" in request.form:
        return _form_page(form)
    if not form.validate():
        return _form_page(form), 422
    try:
        profile.change(vendor, form.profile(real_name(vendor, members.of(vendor)), vendor))
    except DomainError as error:
        form.add_error(error.field or "alias_fa", error)
        return _form_page(form), 422
    flash(_("Saved. This is how buyers see you from now on."), "done")
    return redirect(url_for("studio.page"), 303)


@bp.get("/page/portrait")
@may(ARTISAN)
def portrait() -> ResponseReturnValue:
    """Where she puts a picture of her loom or of herself."""
    return _portrait_page(PhotoForm())


@bp.post("/page/portrait")
@may(ARTISAN, own_unit=True)
def portrait_change() -> ResponseReturnValue:
    """Show this picture; it is decoded before the transaction."""
    form = PhotoForm(request.files)
    try:
        checked = form.checked(pictures.check)
        with unit_of_work():
            portraits.put(my_vendor(), pictures.store(checked, me().id))
    except DomainError as error:
        form.add_error("photo", error)
        return _portrait_page(form), 422
    flash(_("Sent. Buyers see it as soon as the office has looked at it."), "done")
    return redirect(url_for("studio.page"), 303)


@bp.post("/page/portrait/removal")
@may(ARTISAN)
def portrait_remove() -> ResponseReturnValue:
    """Only the motif from now on."""
    portraits.remove(my_vendor())
    flash(_("The picture is gone; buyers see your motif."), "done")
    return redirect(url_for("studio.page"), 303)


@bp.post("/page/pause")
@may(ARTISAN)
def pause() -> ResponseReturnValue:
    """Hide me now."""
    decisions.pause(my_vendor())
    flash(_("You are hidden. Nobody sees your page or your pieces until you come back."), "done")
    return redirect(url_for("studio.page"), 303)


@bp.post("/page/pause/end")
@may(ARTISAN)
def resume() -> ResponseReturnValue:
    """Come back."""
    decisions.resume(my_vendor())
    flash(_("You are back. Your pieces are for sale again."), "done")
    return redirect(url_for("studio.page"), 303)


def _form_page(form: ProfileForm) -> str:
    vendor = my_vendor()
    return render_template(
        "studio/page/form.html", form=form, vendor=vendor,
        name=real_name(vendor, members.of(vendor)), face=vendor_rows.face_of(vendor, unseen=STUDIO),
        has_errors=bool(form.errors),
    )  # fmt: skip


def _portrait_page(form: PhotoForm) -> str:
    return render_template(
        "studio/page/portrait.html", form=form,
        face=vendor_rows.face_of(my_vendor(), unseen=STUDIO), has_errors=bool(form.errors),
    )  # fmt: skip
