"""Who may call a route. Every route declares it, or the app refuses to start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask

VISITOR, SIGNED_IN, ARTISAN = "visitor", "signed_in", "artisan"
CLERK, TRAINER, MODERATOR = "clerk", "trainer", "moderator"
TREASURER, ADMINISTRATOR = "treasurer", "administrator"
STAFF = (CLERK, TRAINER, MODERATOR, TREASURER, ADMINISTRATOR)
ROLES = (VISITOR, ARTISAN, *STAFF)
F = TypeVar("F", bound=Callable[..., Any])


class UndeclaredRoute(Exception):
    """A route does not say who may call it."""


@dataclass(frozen=True, slots=True)
class Access:
    """`roles` may call; `public`: nothing personal on it; `own_unit`: opens its own transaction;
    `signed_by`: no browser calls it, but a machine of that name, which proves who it is."""

    roles: frozenset[str]
    public: bool = False
    own_unit: bool = False
    signed_by: str = ""

    @property
    def open(self) -> bool:
        return VISITOR in self.roles


def may(*roles: str, public: bool = False, own_unit: bool = False) -> Callable[[F], F]:
    """Declare who may call a view. The administrator may call whatever any staff role may."""
    allowed = frozenset(roles) | ({ADMINISTRATOR} if set(roles) & set(STAFF) else set())

    def mark(view: F) -> F:
        view.access = Access(allowed, public, own_unit)  # type: ignore[attr-defined]
        return view

    return mark


def signed(*, by: str) -> Callable[[F], F]:
    """Declare that a view is called by a machine of this name. The view checks the signature over
    the raw body before it believes anything, and opens its own transactions."""

    def mark(view: F) -> F:
        access = Access(frozenset({VISITOR}), own_unit=True, signed_by=by)
        view.access = access  # type: ignore[attr-defined]
        return view

    return mark


def access_of(view: Callable[..., Any]) -> Access | None:
    """A view's declaration."""
    return getattr(view, "access", None)


def require_declarations(app: Flask) -> None:
    """Raise UndeclaredRoute naming every endpoint that declares nothing."""
    silent = sorted(name for name, view in app.view_functions.items() if access_of(view) is None)
    if silent:
        raise UndeclaredRoute("These routes do not say who may call them: " + ", ".join(silent))
