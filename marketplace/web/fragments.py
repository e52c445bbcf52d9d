"""Parts of the frame that are the same on every page of a language, drawn once."""

from collections.abc import Callable, Hashable

from markupsafe import Markup
from werkzeug.local import LocalProxy

MOST = 64  # fragments kept; new preferences make new ones and the old are let go

_drawn: dict[Hashable, Markup] = {}


def remembered(*names: Hashable, caller: Callable[[], Markup]) -> Markup:
    """Return what ``{% call remembered(…) %}`` encloses, drawn only the first time for these names.

    The names say everything that the enclosed markup depends on.
    """
    key = tuple(map(_present, names))
    if key not in _drawn:
        if len(_drawn) >= MOST:
            _drawn.clear()
        _drawn[key] = caller()
    return _drawn[key]


def _present(name: Hashable) -> Hashable:
    found: Hashable = name._get_current_object() if isinstance(name, LocalProxy) else name
    return found
