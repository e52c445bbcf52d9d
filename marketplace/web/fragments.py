"""Parts of pages that are the same wherever they stand, drawn once a language."""

from collections.abc import Callable, Hashable

from markupsafe import Markup
from werkzeug.local import LocalProxy

from marketplace.web.language import locale

MOST = 1500  # fragments of each of two generations; what nobody asked for during one is let go


class Fragments:
    """The fragments of one process. Without a lock: at worst one is drawn twice."""

    def __init__(self) -> None:
        self._young: dict[Hashable, Markup] = {}
        self._old: dict[Hashable, Markup] = {}

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def get(self, key: Hashable, draw: Callable[[], Markup]) -> Markup:
        """The fragment of this key, drawn if nobody asked for it lately."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            found = draw() if found is None else found
            if len(self._young) >= MOST:
                self._young, self._old = {}, self._young
            self._young[key] = found
        return found


_drawn = Fragments()


def remembered(*names: Hashable, caller: Callable[[], Markup]) -> Markup:
    """Return what ``{% call remembered(…) %}`` encloses, drawn only the first time for these names
    in the page's language.

    The names say everything else that the enclosed markup depends on.
    """
    return _drawn.get((locale(), *map(_present, names)), caller)


def _present(name: Hashable) -> Hashable:
    found: Hashable = name._get_current_object() if isinstance(name, LocalProxy) else name
    return found
