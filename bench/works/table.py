"""A maker's table of two hundred pieces, through her pages: looked at, then taken over."""

from collections.abc import Iterator
from typing import Any

from bench.works import timed

LISTINGS = 100
LINES = 200


def measure() -> Iterator[dict[str, Any]]:
    """Excel and CSV: sending the file with its check, the look at it, and taking all over."""
    from marketplace import create_app
    from marketplace.catalogue.category import Category
    from marketplace.kernel.db import session
    from marketplace.vendors.models import Vendor
    from tests.support import imported, tables

    app = create_app()
    with app.app_context():
        vendor = session.query(Vendor).filter_by(state="active").order_by(Vendor.id).first()
        crafts = [one.craft_id for one in vendor.crafts]
        kind = session.query(Category).filter(Category.parent_id.in_(crafts)).first().name_fa
        client = app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        imported.sign_in(client, vendor)
        session.rollback()
        lines = {"excel": range(LINES), "csv": range(LINES, 2 * LINES)}
        for form, numbers in lines.items():
            rows = [tables.line(number, category=kind) for number in numbers]
            file = tables.excel(rows) if form == "excel" else tables.text(tables.rows_of(rows))
            where: list[str] = []
            yield timed(f"import_{form}", LINES, lambda: where.append(imported.sent(client, file)))  # noqa: B023
            yield timed(f"import_{form}_look", LINES, lambda: imported.page(client, where[0]))  # noqa: B023
            yield timed(f"import_{form}_take", LINES, lambda: _taken(client, where[0]))  # noqa: B023


def _taken(client: Any, address: str) -> None:
    from marketplace.catalogue.models import Revision
    from marketplace.kernel.db import session
    from tests.support import imported

    before = session.query(Revision).count()
    session.rollback()
    imported.take_over(client, address)
    made = session.query(Revision).count() - before
    session.rollback()
    assert made == LINES, f"{made} drafts"
