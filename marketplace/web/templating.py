"""Flask's template environment, with one set of globals for all templates."""

from collections.abc import MutableMapping
from types import FunctionType
from typing import Any

from flask import Flask
from flask.templating import Environment as FlaskEnvironment
from jinja2 import runtime

AHEAD = ("components/", "layouts/", "shop/")


def compile_ahead(app: Flask) -> None:
    """Compile what visitors see before the workers part: it stands in memory once, and nobody
    waits for it."""
    for name in app.jinja_env.list_templates():
        if name.startswith(AHEAD):
            app.jinja_env.get_template(name)


class Context(runtime.Context):
    """Calls macros and plain functions at once: a page calls hundreds, and Jinja asks each first
    whether it would like to be given the context."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What the call returns."""
        if type(called) is runtime.Macro:
            args = (self.eval_ctx, *args)
        elif type(called) is not FunctionType or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class Environment(FlaskEnvironment):
    """Keeps the globals in a plain dict: a chained one costs each import of a component dear."""

    context_class = Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own globals, unless a template brings some."""
        return super().make_globals(d) if d else self.globals
