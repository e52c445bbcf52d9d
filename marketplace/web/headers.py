"""Headers of every response: security, caching, compression."""

import gzip
from collections.abc import Iterable

import brotli
from flask import Flask, Response, current_app, g, request

from marketplace.media import storage
from marketplace.settings import Settings
from marketplace.web import page_cache
from marketplace.web.access import access_of

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{}; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
OWN = "form-action 'self'"
SOUNDS = "media-src 'self' blob:; "
NO_DEVICES = "geolocation=(), microphone=(), payment=()"
MICROPHONE = "geolocation=(), microphone=(self), payment=()"
PUBLIC = "public, max-age=0, must-revalidate"
SMALL = 1000  # bytes; smaller bodies are not worth compressing
BROTLI = 5  # a tenth less to send than at 4, for a tenth of a millisecond
TEXT = ("text/", "application/json", "image/svg+xml")


def may_lead_to(origins: Iterable[str]) -> None:
    """Forms of this page may end on these origins: a gateway's page after our own redirect."""
    g.leads_to = tuple(origins)


def init_headers(app: Flask, settings: Settings) -> None:
    """Add the headers; HSTS only where the public address is HTTPS."""
    fixed = {
        "Content-Security-Policy": CSP.format("".join(f" {one}" for one in storage.origins())),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": NO_DEVICES,
    }
    if settings.https:
        fixed["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    def finish(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if leads_to := g.get("leads_to"):
            policy = fixed["Content-Security-Policy"]
            ends = " ".join(("form-action 'self'", *leads_to))
            response.headers["Content-Security-Policy"] = policy.replace(OWN, ends)
        if sounds := g.get("sounds"):
            policy = response.headers["Content-Security-Policy"]
            response.headers["Content-Security-Policy"] = policy.replace(OWN, SOUNDS + OWN)
            response.headers["Permissions-Policy"] = (
                MICROPHONE if sounds == "record" else NO_DEVICES
            )
        _caching(response)
        return response

    app.after_request(finish)


def _caching(response: Response) -> None:
    if "Cache-Control" in response.headers:
        return
    view = current_app.view_functions.get(request.endpoint or "")
    access = access_of(view) if view else None
    if not (access and access.public and response.status_code in (200, 404)):
        response.headers["Cache-Control"] = "no-store"
        _compress(response)
        return
    response.headers["Cache-Control"] = PUBLIC
    if response.status_code != 200 or response.is_streamed:
        _compress(response)
        return
    _compress(response)
    response.add_etag(weak=True)
    page_cache.keep(response)
    response.make_conditional(request)


def _compress(response: Response) -> None:
    kind = response.content_type or ""
    if response.status_code == 304 or response.direct_passthrough or response.is_streamed:
        return
    if not kind.startswith(TEXT) or "Content-Encoding" in response.headers:
        return
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    accepted = request.headers.get("Accept-Encoding", "")
    if len(body) < SMALL:
        return
    if "br" in accepted:
        response.set_data(brotli.compress(body, quality=BROTLI))
        response.headers["Content-Encoding"] = "br"
    elif "gzip" in accepted:
        response.set_data(gzip.compress(body, 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
