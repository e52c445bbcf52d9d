"""What search engines are asked to leave alone."""

from flask import Response, url_for

from marketplace.web.access import VISITOR, may
from marketplace.web.frame import absolute
from marketplace.web.shop import bp

PRIVATE = (
    "/account", "/basket", "/checkout", "/demo", "/desk", "/liked", "/o/", "/office",
    "/order", "/studio",
)  # fmt: skip


@bp.get("/robots.txt")
@may(VISITOR, public=True)
def robots() -> Response:
    """Personal and working pages, in both languages."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}{path}" for path in PRIVATE for prefix in ("", "/en")]
    lines += ["", f"Sitemap: {absolute(url_for('shop.sitemap'))}"]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
