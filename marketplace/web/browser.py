"""The browser's own secret: one-time codes work only in the browser that asked for them."""

from flask import Response, after_this_request, g, request

from marketplace.kernel.ids import link_token
from marketplace.web.frame import settings

COOKIE = "browser"
DAYS = 30


def browser() -> str:
    """This browser's secret; a new browser is given one with the response."""
    if "browser" not in g:
        g.browser = request.cookies.get(COOKIE, "")[:64] or _mint()
    return str(g.browser)


def address() -> str:
    """The asker's IP address."""
    return request.remote_addr or ""


def _mint() -> str:
    secret = link_token()

    @after_this_request
    def give(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            secret,
            max_age=DAYS * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=settings().https,
        )
        return response

    return secret
