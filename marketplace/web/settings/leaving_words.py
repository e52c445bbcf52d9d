"""What keeps an account from being erased, in words, each with the page that settles it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from marketplace.kernel.ids import show_code
from marketplace.retention.person.settling import Unsettled
from marketplace.web import formatters


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence, and where it is settled."""

    sentence: str
    link: str
    url: str


def rows(unsettled: list[Unsettled]) -> list[Row]:
    """Each in the page's language."""
    return [ROWS[one.kind](one.thing) for one in unsettled]


def _oneself(_person: Any) -> Row:
    said = _("This is your own account: another administrator erases it.")
    return Row(said, _("Colleagues"), url_for("office.users"))


def _last(_person: Any) -> Row:
    said = _("She is the only administrator. Make somebody else administrator first.")
    return Row(said, _("Colleagues"), url_for("office.users"))


def _drawer(_person: Any) -> Row:
    said = _("There is money in her drawer that nobody has counted.")
    return Row(said, _("Who has the money"), url_for("office.payments"))


def _money(vendor: Any) -> Row:
    name = formatters.local(vendor, "alias")
    said = _("Money is still owed to “%(name)s”, or by her.", name=name)
    return Row(said, _("The page of her money"), _money_page(vendor))


def _payout(vendor: Any) -> Row:
    name = formatters.local(vendor, "alias")
    said = _("A payment to “%(name)s” is under way.", name=name)
    return Row(said, _("The page of her money"), _money_page(vendor))


def _bank(vendor: Any) -> Row:
    name = formatters.local(vendor, "alias")
    said = _("“%(name)s” is paid into an account that she brought. Write another one, or close it.",
             name=name)  # fmt: skip
    return Row(said, _("The page of their money"), _money_page(vendor))


def _order(order: Any) -> Row:
    said = _("An order with a piece of hers is under way, has an open task, or its money is not"
             " settled.")  # fmt: skip
    return Row(said, show_code(order.code), url_for("office.order", code=order.code))


def _piece(listing: Any) -> Row:
    said = _("A piece of hers lies at the office. Give it back to her.")
    url = url_for("office.listing", public_id=listing.public_id)
    return Row(said, formatters.local(listing, "title"), url)


def _words(row: Any) -> Row:
    said = _("Words on a public page name her. Write them anew.")
    url = url_for("office.collection", kind=f"{row.__tablename__}s", key=row.id)
    return Row(said, formatters.local(row, "title"), url)


def _money_page(vendor: Any) -> str:
    return url_for("office.maker_money", public_id=vendor.public_id)


ROWS: dict[str, Callable[[Any], Row]] = {
    "oneself": _oneself, "last_administrator": _last, "drawer": _drawer, "money": _money,
    "payout": _payout, "bank": _bank, "order": _order, "piece": _piece,
    "words": _words,
}  # fmt: skip
