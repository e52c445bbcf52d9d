"""Persian at `/`, English at `/en/`: the prefix moves to SCRIPT_NAME; routes are written once."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from flask import Flask, Request, request
from flask_babel import Babel, force_locale

LOCALES = ("fa", "en")
PREFIX = "/en"
KEY = "caravanserai.locale"
PLAIN = "/!$&'()*+,;=:@~"  # what stands in a path as it is; a backslash never does


class LanguagePrefix:
    """WSGI middleware that reads the language from the path."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        english = path == PREFIX or path.startswith(PREFIX + "/")
        if english:
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + PREFIX
            environ["PATH_INFO"] = path[len(PREFIX) :] or "/"
        environ[KEY] = "en" if english else "fa"
        return self.app(environ, start_response)


def locale() -> str:
    """The language of the present request; Persian outside one."""
    try:
        here: Request = request._get_current_object()  # type: ignore[attr-defined]
    except RuntimeError:
        return "fa"
    return str(here.environ.get(KEY, "fa"))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is drawn inside is in this language, whatever the page's own."""
    own = locale()
    request.environ[KEY] = language
    try:
        with force_locale(language):
            yield
    finally:
        request.environ[KEY] = own


def path_in(language: str) -> str:
    """The present page's path and query in another language."""
    query = request.query_string.decode("utf-8", "replace")
    prefix = PREFIX if language == "en" else ""
    path = "/" + quote(request.path.lstrip("/"), safe=PLAIN)
    return prefix + path + (f"?{query}" if query else "")


def init_language(app: Flask) -> None:
    """Bind Babel and the prefix."""
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    Babel(
        app,
        default_locale="fa",
        default_timezone="Asia/Tehran",
        locale_selector=locale,
        default_translation_directories=str(app.root_path + "/translations"),
    )
