"""Flask without what it would do anew at each request and what always comes out the same."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from marketplace.web.templating import Environment


class Sessions(SecureCookieSessionInterface):
    """Derives the key of one application's session cookie once."""

    _made: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What reads and signs the cookie."""
        if self._made is None:
            self._made = super().get_signing_serializer(app)
        return self._made


class Application(Flask):
    """Its views and what runs around them are plain functions."""

    jinja_environment = Environment

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session_interface = Sessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: Flask asks ten times a request whether it is a coroutine."""
        return func
