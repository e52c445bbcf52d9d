"""The pages of an import; `offer` gives them to an audience under its own addresses."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _, ngettext

from marketplace.catalogue.imports import applying, find, keeping, photos, sheets, states
from marketplace.catalogue.imports.models import Import
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.unit import unit_of_work
from marketplace.web.access import may
from marketplace.web.formatters import number
from marketplace.web.forms.form import say
from marketplace.web.imports import files, rows
from marketplace.web.imports.forms import PhotosForm, TableForm, sent
from marketplace.web.imports.place import Place
from marketplace.web.imports.words import examples, words
from marketplace.web.logs import log

Where = Callable[..., Place]
View = Callable[..., ResponseReturnValue]
MOST_ZIP = 12 * 1024 * 1024


def offer(bp: Blueprint, prefix: str, role: str, where: Where) -> None:
    """Add every page of imports; `where` finds the maker from the address or from who asks."""

    def add(method: str, path: str, name: str, view: View, *, own_unit: bool = False) -> None:
        def run(public_id: str = "", **values: str) -> ResponseReturnValue:
            here = values.pop("kind", None)
            place = where(**values)
            given = [public_id] if public_id else [here] if here else []
            return view(place, *given)

        guarded = may(role, own_unit=own_unit)(run)
        bp.add_url_rule(f"{prefix}{path}", name, guarded, methods=[method])

    one = "/imports/<public_id>"
    add("GET", "/imports", "imports", index)
    add("POST", "/imports", "start_import", start, own_unit=True)
    add("GET", "/imports/sample.<any(xlsx,csv):kind>", "import_sample", sample)
    add("GET", "/pieces/table.<any(xlsx,csv):kind>", "pieces_table", table_file)
    add("GET", one, "import_page", show)
    add("POST", f"{one}/lines", "mend_import", mend)
    add("POST", f"{one}/photos", "import_photos", take_photos, own_unit=True)
    add("POST", f"{one}/application", "apply_import", apply)
    add("GET", f"{one}/abandonment", "ask_abandon_import", ask_abandon)
    add("POST", f"{one}/abandonment", "abandon_import", abandon)


def index(place: Place) -> ResponseReturnValue:
    """How it works, the sample, the file, and the tables that came before."""
    return _index(place, TableForm())


def _index(place: Place, form: TableForm) -> str:
    return render_template(
        "imports/index.html", place=place, form=form, tables=find.of(place.vendor.id),
        states=rows.STATES, most=sheets.MOST_LINES, has_errors=bool(form.errors),
        section="pieces" if place.audience == "studio" else "applications",
    )  # fmt: skip


def start(place: Place) -> ResponseReturnValue:
    """Read the file before anything is opened, then keep what it says."""
    form = TableForm(request.files)
    file = form.table.data
    try:
        known, given = words(), sent(file, sheets.MOST_BYTES)
        session.rollback()
        read = sheets.read(given, known, examples())
        with unit_of_work(), place.acting():
            begun = keeping.start(place.vendor, read, file.filename or "", known)
            address = place.url("import_page", begun)
    except DomainError as error:
        if error.status != DomainError.status:
            raise
        if error.__cause__ is not None:
            log.info("a table could not be read", exc_info=error.__cause__)
        form.validate()
        form.add_error("table", error)
        return _index(place, form), 422
    return redirect(address, 303)


def show(place: Place, public_id: str) -> ResponseReturnValue:
    """What the table will change, line by line."""
    return _show(place, place.table(public_id))


def _show(place: Place, table: Import, photos_form: PhotosForm | None = None, **more: Any) -> str:
    asked = request.args.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    shown = rows.shown(place, table, words(), request.args.get("show", ""), page)
    wrong = shown.group == "wrong" and table.state in states.OPEN
    return render_template(
        "imports/show.html", place=place, table=table, shown=shown, state=rows.STATES[table.state],
        open=table.state in states.OPEN, mending=wrong, outcomes=find.outcomes(table),
        doubtful=[number(one) for one in find.doubtful(table)],
        photos_form=photos_form or PhotosForm(), most_photos=photos.MOST,
        has_errors=bool(more or (photos_form and photos_form.errors)), no_dock=True,
        section="pieces" if place.audience == "studio" else "applications", **more,
    )  # fmt: skip


def mend(place: Place, public_id: str) -> ResponseReturnValue:
    """Keep what was typed anew, and look at everything once more; or leave a line out."""
    table = place.table(public_id)
    out = request.form.get("leave_out", "")
    try:
        with place.acting():
            keeping.mend(table, _typed(), words())
            if out.isascii() and out.isdigit() and len(out) < 16:
                keeping.leave_out(table, int(out), words())
    except WrongState as error:
        return _show(place, table, problem=say(error)), 409
    left = find.counts(table)["wrong"]
    if left:
        told = ngettext(
            "Saved. %(shown)s line is still to be mended.",
            "Saved. %(shown)s lines are still to be mended.",
            left, shown=number(left),
        )  # fmt: skip
        flash(told, "info")
    else:
        flash(_("Saved. Every line can be read now."), "done")
    return redirect(place.url("import_page", table), 303)


def _typed() -> dict[int, dict[str, str]]:
    """line id → column → text, from fields named 17.price."""
    found: dict[int, dict[str, str]] = {}
    for name, text in request.form.items():
        line, _dot, column = name.partition(".")
        if column and line.isascii() and line.isdigit() and len(line) < 16:
            found.setdefault(int(line), {})[column] = text
    return found


def take_photos(place: Place, public_id: str) -> ResponseReturnValue:
    """Unpack what the table names, picture by picture; what cannot be kept is told by its name."""
    table, form = place.table(public_id), PhotosForm(request.files)
    named, _came = find.photo_names(table)
    known, given = words(), sent(form.photos.data, MOST_ZIP)
    session.rollback()
    try:
        unpacked = photos.unpack(given, frozenset(named))
        with unit_of_work(), place.acting():
            kept = keeping.take_photos(place.table(public_id), unpacked.kept, known)
    except DomainError as error:
        form.validate()
        form.add_error("photos", error)
        return _show(place, place.table(public_id), form), error.status
    if unpacked.refused:
        form.validate()
        for name, reason in unpacked.refused.items():
            form.add_error("photos", f"{name}: {say(reason)}")
        return _show(place, place.table(public_id), form), 422
    flash(ngettext("%(shown)s photo came.", "%(shown)s photos came.", kept, shown=number(kept)),
          "done")  # fmt: skip
    return redirect(place.url("import_page", table), 303)


def apply(place: Place, public_id: str) -> ResponseReturnValue:
    """Take every line over, or none."""
    table = place.table(public_id)
    try:
        with place.acting():
            applying.apply(table, words(), send="send" in request.form, sure="sure" in request.form)
    except WrongState as error:
        return _show(place, table, problem=say(error)), 409
    except applying.Doubtful as error:
        return _show(place, table, problem=say(error)), 422
    except applying.Stale as error:
        session.rollback()
        return _stale(place, public_id, say(error))
    return redirect(place.url("import_page", table), 303)


def _stale(place: Place, public_id: str, words_: str) -> ResponseReturnValue:
    table = place.table(public_id)
    keeping.look_again(table, words())
    flash(words_, "look")
    return redirect(place.url("import_page", table), 303)


def ask_abandon(place: Place, public_id: str) -> ResponseReturnValue:
    """Ask once more."""
    table = place.table(public_id)
    if table.state not in states.OPEN:
        return redirect(place.url("import_page", table))
    return render_template("imports/abandonment.html", place=place, table=table, no_dock=True)


def abandon(place: Place, public_id: str) -> ResponseReturnValue:
    """Throw it away; nothing of hers was changed."""
    table = place.table(public_id)
    try:
        with place.acting():
            keeping.abandon(table)
    except WrongState as error:
        return _show(place, table, problem=say(error)), 409
    flash(_("The table is thrown away. No piece was changed."), "done")
    return redirect(place.url("imports"), 303)


def sample(_place: Place, kind: str) -> ResponseReturnValue:
    """A table to fill in: the columns, one example, the choices."""
    return files.sample(kind)


def table_file(place: Place, kind: str) -> ResponseReturnValue:
    """All of her pieces as a table that can be read back."""
    return files.of_maker(place.vendor, kind)
