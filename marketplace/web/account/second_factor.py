"""Setting up the second factor, new recovery codes, and giving it up."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from marketplace.kernel.db import locked
from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import show_code
from marketplace.kernel.secrets import seal, unseal
from marketplace.kernel.unit import unit_of_work
from marketplace.notify import send
from marketplace.people import entrance, factors
from marketplace.people.models import User
from marketplace.web import identity
from marketplace.web.access import SIGNED_IN, VISITOR, may
from marketplace.web.account import bp, halfway
from marketplace.web.account.forms import FactorForm
from marketplace.web.account.landing import first_page
from marketplace.web.frame import preferences
from marketplace.web.language import locale
from marketplace.web.origin import own_path
from marketplace.web.papers.qr import picture

KEY = "factor"


@bp.get("/second-factor")
@may(VISITOR)
def second_factor() -> ResponseReturnValue:
    """How it stands; or the picture to scan, where there is none."""
    if (user := _whoever()) is None:
        return redirect(url_for("account.staff_sign_in"))
    if identity.signed_in_user() and factors.stands(user):
        return _standing(user, FactorForm())
    return _setting_up(user, FactorForm())


@bp.post("/second-factor")
@may(VISITOR, own_unit=True)
def second_factor_set_up() -> ResponseReturnValue:
    """Keep it when the app's code proves it, let her in, and show the recovery codes once."""
    if (user := _whoever()) is None:
        return redirect(url_for("account.staff_sign_in"), 303)
    form, found = FactorForm(request.form), halfway.current()
    if not form.validate():
        return _setting_up(user, form), 422
    try:
        codes = _keep(user.id, form.code.data, entering=found is not None)
    except DomainError as error:
        form.add_error("code", error)
        return _setting_up(user, form), error.status
    session.pop(KEY, None)
    on = first_page(user)
    if found:
        identity.sign_in(user, stay=found[1].stay)
        on = own_path(found[1].target, first_page(user))
    return _codes(user, codes, on)


@bp.post("/second-factor/codes")
@may(SIGNED_IN, own_unit=True)
def recovery_codes() -> ResponseReturnValue:
    """Ten new recovery codes, for a code of the app."""
    user, form = _mine(), FactorForm(request.form)
    if not form.validate():
        return _standing(user, form), 422
    key = user.id
    try:
        factors.count_try(key)
        with unit_of_work():
            user = locked(User, key)
            factors.use(user, form.code.data)
            codes = factors.renew_codes(user)
    except DomainError as error:
        form.add_error("code", error)
        return _standing(identity.me(), form), error.status
    return _codes(user, codes, url_for("account.me"))


@bp.post("/second-factor/removal")
@may(SIGNED_IN, own_unit=True)
def second_factor_removal() -> ResponseReturnValue:
    """Give it up, for a code of the app, where no role of hers needs it."""
    user, form = _mine(), FactorForm(request.form)
    if factors.required(user):
        raise NotFound
    if not form.validate():
        return _standing(user, form), 422
    key = user.id
    try:
        factors.count_try(key)
        with unit_of_work():
            user = locked(User, key)
            factors.use(user, form.code.data)
            factors.remove(user)
            send.person("second_factor_removed", user)
    except DomainError as error:
        form.add_error("code", error)
        return _standing(identity.me(), form), error.status
    flash(_("From now on you sign in with the password alone."), "done")
    return redirect(url_for("account.me"), 303)


def _whoever() -> User | None:
    """Who is signed in with a password of her own, or halfway in without a second factor."""
    user = identity.signed_in_user()
    if user is not None:
        return user if user.password_hash else None
    found = halfway.current()
    return found[0] if found and not factors.stands(found[0]) else None


def _mine() -> User:
    if not factors.stands(user := identity.me()):
        raise NotFound
    return user


def _keep(user_id: int, typed: str, *, entering: bool) -> list[str]:
    secret = _secret()
    factors.count_try(user_id)
    with unit_of_work():
        user = locked(User, user_id)
        codes = factors.set_up(user, secret, typed)
        send.person("second_factor_set_up", user)
        if entering:
            entrance.enter(user, "second_factor")
    return codes


def _secret() -> str:
    """The secret that this browser is setting up; the session holds it sealed."""
    kept = unseal(str(session.get(KEY, "")).encode())
    if kept is None:
        kept = factors.new_secret().encode()
        session[KEY] = seal(kept).decode()
    return kept.decode()


def _setting_up(user: User, form: FactorForm) -> str:
    secret = _secret()
    issuer = preferences().local("bazaar_name", "en")
    return render_template(
        "account/second_factor_new.html",
        form=form,
        picture=picture(factors.address(secret, user, issuer)),
        secret=" ".join(secret[n : n + 4] for n in range(0, len(secret), 4)),
        forced=identity.signed_in_user() is None,
        has_errors=bool(form.errors),
    )


def _standing(user: User, form: FactorForm) -> str:
    return render_template(
        "account/second_factor.html",
        form=form,
        left=factors.codes_left(user),
        required=factors.required(user),
        has_errors=bool(form.errors),
    )


def _codes(user: User, codes: list[str], on: str) -> str:
    shown = [show_code(one) for one in codes]
    return render_template(
        "account/recovery_codes.html", user=user, codes=shown, on=on, language=locale()
    )
