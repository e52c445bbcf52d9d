"""What visitors look for: words that stand for others, and wishes that found nothing."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, lazy_gettext as _l

from marketplace.discovery import wishes
from marketplace.discovery.language import synonyms
from marketplace.discovery.models import SearchSynonym, SearchWish
from marketplace.kernel.db import one
from marketplace.kernel.errors import DomainError
from marketplace.web.access import MODERATOR, may
from marketplace.web.forms.fields import CleanStringField, Form
from marketplace.web.office import bp

MOST = 100  # wishes on the page


class SynonymForm(Form):
    """Both sides of a line."""

    typed = CleanStringField(_l("Words that visitors type"), limit=200)
    meant = CleanStringField(_l("Words of ours that they mean"), limit=200, required=False)


@bp.get("/search-words")
@may(MODERATOR)
def search_words() -> ResponseReturnValue:
    """Wishes, lines of words, and the form of one more."""
    typed = request.args.get("typed", "")[:200]
    return _page(SynonymForm(data={"typed": typed, "meant": ""}))


@bp.post("/search-words")
@may(MODERATOR)
def add_search_words() -> ResponseReturnValue:
    """Keep one line more."""
    form = SynonymForm(request.form)
    try:
        if form.validate():
            synonyms.add(form.typed.data or "", form.meant.data or "")
            flash(_("Saved: searches understand it from now on."), "done")
            return redirect(url_for("office.search_words"), 303)
    except DomainError as error:
        form.add_error(error.field or "typed", error)
    return _page(form), 422


@bp.get("/search-words/<int:row_id>")
@may(MODERATOR)
def search_words_line(row_id: int) -> ResponseReturnValue:
    """One line."""
    row = one(SearchSynonym, id=row_id)
    return _page(SynonymForm(data={"typed": row.typed, "meant": row.meant}), row)


@bp.post("/search-words/<int:row_id>")
@may(MODERATOR)
def change_search_words(row_id: int) -> ResponseReturnValue:
    """Keep the line's new words."""
    row, form = one(SearchSynonym, id=row_id), SynonymForm(request.form)
    try:
        if form.validate():
            synonyms.change(row, form.typed.data or "", form.meant.data or "")
            flash(_("Saved: searches understand it from now on."), "done")
            return redirect(url_for("office.search_words"), 303)
    except DomainError as error:
        form.add_error(error.field or "typed", error)
    return _page(form, row), 422


@bp.post("/search-words/<int:row_id>/deletion")
@may(MODERATOR)
def delete_search_words(row_id: int) -> ResponseReturnValue:
    """Forget the line."""
    synonyms.remove(one(SearchSynonym, id=row_id))
    flash(_("The line is gone."), "done")
    return redirect(url_for("office.search_words"), 303)


@bp.post("/wishes/<int:wish_id>/closing")
@may(MODERATOR)
def close_wish(wish_id: int) -> ResponseReturnValue:
    """It was seen to."""
    wishes.close(one(SearchWish, id=wish_id))
    flash(_("Taken off the list. Asked again, it comes back."), "done")
    return redirect(url_for("office.search_words"), 303)


def _page(form: SynonymForm, row: SearchSynonym | None = None) -> str:
    return render_template(
        "office/search_words/index.html", form=form, row=row, section="search_words",
        lines=synonyms.everything(), wishes=wishes.most_wanted(MOST),
        has_errors=bool(form.errors),
    )  # fmt: skip
