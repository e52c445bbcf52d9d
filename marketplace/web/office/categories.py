"""The tree of categories: crafts and their kinds, in staff's order and two languages."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.catalogue import categories as tree
from marketplace.catalogue.category import Category
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.media import pictures
from marketplace.media.models import Picture
from marketplace.web.access import MODERATOR, may
from marketplace.web.forms.form import say
from marketplace.web.forms.whole import whole
from marketplace.web.identity import me
from marketplace.web.office import bp
from marketplace.web.photos import OFFICE, photo_of
from marketplace.web.pieces import intake
from marketplace.web.pieces.category_form import CategoryForm


@bp.get("/categories")
@may(MODERATOR)
def categories() -> ResponseReturnValue:
    """Both levels."""
    return render_template("office/categories/index.html", crafts=tree.tree(), section="categories")


@bp.get("/categories/new")
@may(MODERATOR)
def new_category() -> ResponseReturnValue:
    """The form of a new craft, or of a kind within one."""
    return _form_page(None, CategoryForm())


@bp.post("/categories")
@may(MODERATOR)
def add_category() -> ResponseReturnValue:
    """Add it at the end of its level."""
    form = CategoryForm(request.form)
    if not form.validate():
        return _form_page(None, form), 422
    try:
        parent = _parent()
        category = tree.create(form.name_fa.data, form.name_en.data, parent.id if parent else None,
                               form.code.data)  # fmt: skip
        tree.set_range(category, form.price_low.data, form.price_high.data)
    except DomainError as error:
        return _refused(None, form, error)
    flash(_("The category is there."), "done")
    return redirect(url_for("office.categories"), 303)


@bp.get("/categories/<int:category_id>")
@may(MODERATOR)
def category(category_id: int) -> ResponseReturnValue:
    """One category, with what it touches."""
    found = one(Category, id=category_id)
    return _form_page(found, _begin(found))


@bp.post("/categories/<int:category_id>")
@may(MODERATOR)
def save_category(category_id: int) -> ResponseReturnValue:
    """Keep names, address and prices."""
    found, form = one(Category, id=category_id), CategoryForm(request.form)
    if not form.validate():
        return _form_page(found, form), 422
    try:
        tree.rename(
            found, form.name_fa.data, form.name_en.data, form.code.data or form.name_en.data
        )
        tree.set_range(found, form.price_low.data, form.price_high.data)
    except DomainError as error:
        return _refused(found, form, error)
    flash(_("Saved."), "done")
    return redirect(url_for("office.categories"), 303)


@bp.post("/categories/<int:category_id>/place")
@may(MODERATOR)
def move_category(category_id: int) -> ResponseReturnValue:
    """One place up or down."""
    tree.move(one(Category, id=category_id), -1 if request.form.get("move") == "up" else 1)
    return redirect(url_for("office.categories", _anchor=f"category-{category_id}"), 303)


@bp.post("/categories/<int:category_id>/picture")
@may(MODERATOR, own_unit=True)
def category_picture(category_id: int) -> ResponseReturnValue:
    """The picture that makers choose by and the home page shows."""
    user_id = me().id
    try:
        checked = intake.uploaded()
        with unit_of_work():
            tree.set_picture(one(Category, id=category_id), pictures.store(checked, user_id))
    except DomainError as error:
        if error.status == 404:
            raise
        found = one(Category, id=category_id)
        return _form_page(found, _begin(found), problem=say(error)), error.status
    return redirect(url_for("office.category", category_id=category_id), 303)


@bp.post("/categories/<int:category_id>/deletion")
@may(MODERATOR)
def delete_category(category_id: int) -> ResponseReturnValue:
    """Remove one that nothing names."""
    found = one(Category, id=category_id)
    try:
        tree.delete(found)
    except DomainError as error:
        return _form_page(found, _begin(found), problem=say(error)), 422
    flash(_("The category is gone."), "done")
    return redirect(url_for("office.categories"), 303)


def _begin(found: Category) -> CategoryForm:
    kept = {
        name: getattr(found, name) for name in ("name_fa", "name_en", "price_low", "price_high")
    }
    return CategoryForm(data=kept | {"code": found.slug})


def _parent() -> Category | None:
    key = whole(request.values.get("parent", ""))
    return one(Category, id=key) if key is not None else None


def _refused(found: Category | None, form: CategoryForm, error: DomainError) -> ResponseReturnValue:
    if error.field in form._fields:
        form.add_error(str(error.field), error)
        return _form_page(found, form), 422
    return _form_page(found, form, problem=say(error)), error.status


def _form_page(found: Category | None, form: CategoryForm, problem: str = "") -> str:
    context: dict[str, Any] = {"form": form, "category": found, "problem": problem}
    picture = session.get(Picture, found.picture_id) if found and found.picture_id else None
    return render_template(
        "office/categories/form.html", parent=_parent() if not found else None,
        uses=tree.uses(found) if found else 0, photo=photo_of(picture, at=OFFICE),
        section="categories", has_errors=bool(form.errors or problem), **context,
    )  # fmt: skip
