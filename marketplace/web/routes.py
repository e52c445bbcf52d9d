"""Every blueprint, in one list. Importing a resource's module adds its routes to its audience."""

from importlib import import_module
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

from marketplace.settings import Settings
from marketplace.web import (
    account,
    demo,
    desk,
    health,
    hooks,
    media,
    office,
    shop,
    studio,
    styleguide,
)

RESOURCES: dict[str, tuple[str, ...]] = {
    "account": (
        "sign_in",
        "code",
        "card",
        "forgotten",
        "invitation",
        "staff",
        "second_factor",
        "second_step",
        "leaving",
        "me",
        "password",
        "vendor",
    ),
    "desk": (
        "foreign",
        "numbers",
        "orders",
        "papers",
        "payments",
        "pickups",
        "reservations",
        "till",
    ),
    "hooks": ("gateways", "torob"),
    "office": (
        "applications",
        "attributes",
        "cards",
        "categories",
        "certificates",
        "claims",
        "closed_days",
        "collections",
        "commission",
        "decisions",
        "disputes",
        "findings",
        "front",
        "home",
        "imports",
        "invitations",
        "ledger_export",
        "losses",
        "listing_edit",
        "listings",
        "log",
        "maker_money",
        "members",
        "messages",
        "money",
        "money_questions",
        "notes_exchange",
        "order_address",
        "order_export",
        "order_change",
        "order_messages",
        "order_notes",
        "order_questions",
        "orders",
        "papers",
        "parcels",
        "payments",
        "payout",
        "payout_run",
        "payouts",
        "person",
        "portraits",
        "post_costs",
        "rates",
        "refunds",
        "requirements",
        "retention",
        "returns",
        "second_factors",
        "search_words",
        "settings",
        "submissions",
        "tariff",
        "tasks",
        "tax_report",
        "taxes",
        "texts",
        "transfers",
        "translations",
        "users",
        "vendors",
        "voices",
    ),
    "shop": (
        "basket",
        "certificates",
        "checkout",
        "checkout_check",
        "collections",
        "feeds",
        "follow_code",
        "following",
        "home",
        "liked",
        "listings",
        "makers",
        "my_orders",
        "order_cancel",
        "order_post",
        "order_proof",
        "order_question",
        "order_receipt",
        "order_status",
        "payments",
        "photo",
        "place",
        "product",
        "scan",
        "suggestions",
        "seo",
        "sitemap",
        "terms",
        "wishes",
    ),
    "studio": (
        "account",
        "apply",
        "attributes",
        "bringing",
        "closed_days",
        "eligibility",
        "help",
        "imports",
        "money",
        "money_questions",
        "orders",
        "page",
        "papers",
        "photos",
        "pieces",
        "posting",
        "steps",
        "taking",
        "today",
        "variants",
        "voices",
    ),
}


class RowNumber(IntegerConverter):
    """A number in an address that a column can hold; a larger one names nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": 2**63 - 1} | kwargs)


def register(app: Flask, settings: Settings) -> None:
    """Register the blueprints; the demo phone only in demo mode."""
    app.url_map.converters["int"] = RowNumber
    for audience, resources in RESOURCES.items():
        for resource in resources:
            import_module(f"marketplace.web.{audience}.{resource}")
    if settings.demo_phone:
        app.register_blueprint(demo.bp)
    for package in (account, desk, health, hooks, media, office, shop, studio):
        app.register_blueprint(package.bp)
    app.register_blueprint(styleguide.make_blueprint(settings))
