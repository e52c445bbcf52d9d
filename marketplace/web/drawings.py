"""Drawings of the sprite and addresses of pages, as templates ask for them: a page names dozens."""

from collections.abc import Hashable
from typing import Any

import flask
from flask import current_app, request
from markupsafe import Markup

MOST = 2000  # addresses kept

_icons: dict[tuple[str, bool, bool], Markup] = {}
_urls: dict[Hashable, str] = {}


def icon(name: str, small: bool = False, flip: bool = False) -> Markup:
    """The drawing of this name."""
    key = (name, small, flip)
    found = _icons.get(key)
    if found is None:
        kind = "m" if name.startswith("m-") else "i"
        more = " i-s" * small + " flip" * flip
        sprite = current_app.extensions["assets"].url("icons/sprite.svg")
        found = _icons[key] = Markup(
            '<svg class="{}{}" aria-hidden="true"><use href="{}#{}"/></svg>'
        ).format(kind, more, sprite, name)
    return found


def url_for(endpoint: str, **values: Any) -> str:
    """Flask's `url_for`; one of the same words in the same language is built once."""
    if "_external" in values or endpoint.startswith("."):
        return flask.url_for(endpoint, **values)
    key = (request.script_root, endpoint, *values.items())
    try:
        found = _urls.get(key)
    except TypeError:  # a list among the values
        return flask.url_for(endpoint, **values)
    if found is None:
        if len(_urls) >= MOST:
            _urls.clear()
        found = _urls[key] = flask.url_for(endpoint, **values)
    return found
