"""The one file that knows everybody: extensions, routes, subscribers, jobs."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from marketplace import jobs, places, subscribers
from marketplace.kernel import engines, secrets, shared, unit
from marketplace.kernel.db import db
from marketplace.kernel.money import currency
from marketplace.media import storage
from marketplace.notify import transport
from marketplace.orders import links
from marketplace.payments import gateways
from marketplace.payments.intents import repaying
from marketplace.people import codes
from marketplace.settings import Settings, UnsafeSettings
from marketplace.web import (
    access,
    assets,
    bodies,
    errors,
    frame,
    headers,
    identity,
    language,
    logs,
    page_cache,
    routes,
    unit as web_unit,
)


def wire(app: Flask, settings: Settings) -> None:
    """Bind everything to the app."""
    _configure(app, settings)
    _sell_in(settings.currency)
    secrets.use(settings.secret_key)
    links.use(settings.public_url)
    shared.use(settings.redis_url)
    storage.use(
        settings.var_dir, settings.media_quota, settings.media_url, settings.media_public_url
    )
    db.init_app(app)
    with app.app_context():
        engines.tune(db.engine)
    unit.guard()
    identity.init_identity(app)
    logs.init_logs(app)
    with app.app_context():
        page_cache.init_pages(app)
    headers.init_headers(app, settings)
    bodies.init_bodies(app)
    language.init_language(app)
    frame.init_frame(app)
    errors.init_errors(app)
    assets.init_assets(app)
    routes.register(app, settings)
    codes.configure(per_address=settings.codes_per_address, per_site=settings.codes_per_day)
    transport.configure(settings)
    gateways.configure(settings)
    repaying.listen()
    subscribers.subscribe_all()
    jobs.init_jobs(app, settings)
    access.require_declarations(app)
    web_unit.surround(app)
    if settings.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]


def _sell_in(code: str) -> None:
    if code not in currency.CURRENCIES:
        known = ", ".join(currency.CURRENCIES)
        raise UnsafeSettings(f"CURRENCY is {code!r}; it must be one of {known}.")
    currency.use(code)


def _configure(app: Flask, settings: Settings) -> None:
    places.require(settings)
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        DEBUG=settings.debug,
        SQLALCHEMY_DATABASE_URI=settings.driver_url,
        SQLALCHEMY_ENGINE_OPTIONS=engines.options(settings.driver_url),
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        MAX_CONTENT_LENGTH=settings.max_upload,
        MAX_FORM_MEMORY_SIZE=512 * 1024,
        MAX_FORM_PARTS=200,
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_NAME="session",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=60 * 24 * 3600,
        SESSION_REFRESH_EACH_REQUEST=False,
    )
