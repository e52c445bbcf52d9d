"""A request counts only when all of it came: what is shorter than it said is answered with 400."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

TERMINATED = "wsgi.input_terminated"


class WholeBodies:
    """WSGI middleware. granian ends a body that was cut off on its way as if it were whole, and
    says that its end may be believed; unless that is said Werkzeug compares it with its length."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ.pop(TERMINATED, None)
        return self.app(environ, start_response)


def init_bodies(app: Flask) -> None:
    """Believe no server that a body has ended. One that comes without its length is not read."""
    app.wsgi_app = WholeBodies(app.wsgi_app)  # type: ignore[method-assign]
