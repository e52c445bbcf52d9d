"""No table that leads to a person, a maker or her pieces is forgotten when she is erased."""

from sqlalchemy import JSON, LargeBinary, Text

from marketplace.kernel.db import db
from tests.retention.test_account_file import ACTORS

OWNERS = {"person", "vendor", "listing"}
ENDED = {  # emptied, or deleted, with her
    "bank_account", "card_code", "certificate", "collection_piece", "follow", "front_pin", "import",
    "import_line", "listing", "listing_attribute", "listing_picture", "member", "money_question",
    "order_line", "password_reset", "payout", "payout_hold", "recovery_code", "revision",
    "role_grant", "search_word", "second_factor", "submission", "translation", "vendor_order",
    "voice_note",
}  # fmt: skip
ANONYMOUS = {
    "basket_line": "somebody else's basket; it names a piece that is no longer here",
    "commission_rate": "a rate and a day",
    "custody_move": "how many pieces went from where to where",
    "earning_total": "a sum",
    "front_turn": "days",
    "lot": "how many lie where",
    "parcel": "goes to a buyer, and is erased with her",
    "piece_number": "a number and an order's line",
    "till_count": "sums, and a word about a difference, of the office's books",
    "vendor_craft": "which craft, which stands in the names of crafts",
}
TEXTS = (Text, JSON, LargeBinary)


def test_every_table_that_leads_to_her_is_emptied_or_named_here():
    leading = {
        table.name
        for table in db.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in OWNERS and column.name not in ACTORS
    }
    assert leading - ENDED - ANONYMOUS.keys() == set()
    assert (ENDED | ANONYMOUS.keys()) - leading == set()


def test_no_table_that_is_named_harmless_has_words():
    worded = {
        (name, column.name)
        for name in ANONYMOUS
        for column in db.metadata.tables[name].columns
        if isinstance(column.type, TEXTS)
    }
    assert worded == {("till_count", "note")}
