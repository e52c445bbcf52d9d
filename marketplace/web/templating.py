"""Flask's template environment, with one set of globals for all templates."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment as FlaskEnvironment


class Environment(FlaskEnvironment):
    """Keeps the globals in a plain dict: a chained one costs each import of a component dear."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own globals, unless a template brings some."""
        return super().make_globals(d) if d else self.globals
