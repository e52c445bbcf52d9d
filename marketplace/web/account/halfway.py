"""Who gave her password and still owes the second step: kept in the session, for ten minutes."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from flask import redirect, session, url_for
from werkzeug.wrappers import Response

from marketplace.kernel import clock
from marketplace.kernel.db import session as database
from marketplace.people import entrance, factors
from marketplace.people.models import User
from marketplace.web.account.landing import enter

KEY, LIFE = "halfway", timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Halfway:
    """`version` is her session_version, `since` seconds; `target` the path she wanted."""

    user_id: int
    version: int
    since: int
    stay: bool
    target: str


def go_on(user: User, *, stay: bool, target: str | None) -> Response:
    """After the password: in, or to the code of her app, or to setting one up.

    Inside a unit of work."""
    if not (stands := factors.stands(user)) and not factors.required(user):
        return enter(entrance.enter(user, "password"), stay=stay, target=target)
    now = int(clock.now().timestamp())
    session.clear()
    session[KEY] = asdict(Halfway(user.id, user.session_version, now, stay, target or ""))
    where = "account.second_step" if stands else "account.second_factor"
    return redirect(url_for(where), 303)


def current() -> tuple[User, Halfway] | None:
    """Who is halfway in, unless she took too long or was signed out everywhere meanwhile."""
    kept = session.get(KEY)
    if not kept:
        return None
    halfway = Halfway(**kept)
    user = database.get(User, halfway.user_id)
    late = clock.now().timestamp() - halfway.since > LIFE.total_seconds()
    if user is None or late or not user.active or user.session_version != halfway.version:
        return None
    return user, halfway
