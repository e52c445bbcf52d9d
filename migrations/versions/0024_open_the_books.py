"""An entry in the books for every sale, payment, correction, refund and count that is there already,
by a few statements over all rows. An order that is paid without a receipt gets an opening entry."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ABOUT = "subject_kind, subject_id"
DROPPED = (
    "coalesce((SELECT max(at) FROM event WHERE event.subject_kind = 'refund_due'"
    " AND event.subject_id = refund_due.id AND to_state = 'dropped'), created_at)"
)
CAPTURED = (
    "coalesce((SELECT sum({sign}amount) FROM {table} WHERE {table}.subject_kind = 'order'"
    " AND {table}.subject_id = buyer_order.id{more}), 0)"
)
MISSING = (
    "paid - "
    + CAPTURED.format(sign="", table="payment", more="")
    + " + "
    + CAPTURED.format(sign="", table="refund", more="")
    + " + "
    + CAPTURED.format(sign="", table="refund_due", more=" AND refund_due.state = 'due'")
)
FACTS = (
    # rank, kind, source kind, table, subject, when, which rows
    (0, "'opening'", "order", "buyer_order", "'order' AS subject_kind, id AS subject_id", "placed_at", f"{MISSING} <> 0"),
    (1, "CASE WHEN amount > 0 THEN 'payment' ELSE 'correction' END", "payment", "payment", ABOUT,
     "taken_at", "1 = 1"),
    (2, "'sale'", "order", "buyer_order", "'order' AS subject_kind, id AS subject_id", "paid_at", "paid_at IS NOT NULL"),
    (3, "'refund_due'", "refund_due", "refund_due", ABOUT, "created_at", "1 = 1"),
    (4, "'refund_dropped'", "refund_due", "refund_due", ABOUT, DROPPED, "state = 'dropped'"),
    (5, "'refund'", "refund", "refund", ABOUT, "given_at", "1 = 1"),
    (6, "'till_count'", "till_count", "till_count", "'till' AS subject_kind, user_id AS subject_id", "counted_at",
     "counted <> 0 OR expected <> 0"),
)  # fmt: skip
KEEPER = (
    "CASE WHEN t.holder = 'gateway' THEN 'clearing:' || t.method"
    " WHEN t.method = 'cash' THEN 'drawer:' || t.taken_by ELSE 'bank' END"
)
GIVER = (
    "CASE WHEN t.method = 'cash' THEN 'drawer:' || t.given_by"
    " WHEN t.method = 'card' THEN 'bank' ELSE 'clearing:' || t.method END"
)
TAKEN = ("payment", "correction")
KEPT = (
    "order_line t JOIN vendor_order p ON p.id = t.vendor_order_id"
    " AND p.state NOT IN ('declined', 'lapsed', 'cancelled') AND t.dropped_at IS NULL"
)
LEGS = (
    # kinds, the row it is taken from, what joins it to the fact, place, account, amount, line
    (("opening",), "buyer_order", "buyer_order.id", 0, "'opening'", MISSING, "NULL"),
    (("opening",), "buyer_order", "buyer_order.id", 1, "'buyer'", f"-({MISSING})", "NULL"),
    (TAKEN, "payment t", "t.id", 0, KEEPER, "t.amount", "NULL"),
    (TAKEN, "payment t", "t.id", 1, "'buyer'", "-t.amount", "NULL"),
    (("sale",), KEPT, "p.order_id", 1, "'vendor:' || p.vendor_id",
     "t.commission - t.unit_price * t.quantity", "t.id"),
    (("sale",), KEPT, "p.order_id", 2, "'commission'", "-t.commission", "t.id"),
    (("sale",), "parcel t", "t.order_id", 3,
     "CASE WHEN t.keeper = 'vendor' THEN 'vendor:' || t.vendor_id ELSE 'postage:collected' END",
     "CASE WHEN t.state = 'given_up' THEN 0 ELSE -t.postage END", "NULL"),
    (("refund_due",), "refund_due t", "t.id", 0, "'buyer'", "t.amount", "NULL"),
    (("refund_due",), "refund_due t", "t.id", 1, "'refunds:due'", "-t.amount", "NULL"),
    (("refund_dropped",), "refund_due t", "t.id", 0, "'refunds:due'", "t.amount", "NULL"),
    (("refund_dropped",), "refund_due t", "t.id", 1, "'buyer'", "-t.amount", "NULL"),
    (("refund",), "refund t", "t.id", 0, "'refunds:due'", "t.amount", "NULL"),
    (("refund",), "refund t", "t.id", 1, GIVER, "-t.amount", "NULL"),
    (("till_count",), "till_count t", "t.id", 0, "'safe'", "t.counted", "NULL"),
    (("till_count",), "till_count t", "t.id", 1, "'shortage'", "t.expected - t.counted", "NULL"),
    (("till_count",), "till_count t", "t.id", 2, "'drawer:' || t.user_id", "-t.expected", "NULL"),
)  # fmt: skip


TOLD = (
    "EXISTS (SELECT 1 FROM ledger_entry e WHERE e.source_kind = '{source}' AND e.source_id = {table}.id"
    " AND e.kind = {kind})"
)
SOLD = (
    "EXISTS (SELECT 1 FROM ledger_entry e WHERE e.source_kind = 'order'"
    " AND e.source_id = buyer_order.id AND e.kind IN ('sale', 'sale_changed', 'sale_undone'))"
)
DRAFT = (
    "CREATE TEMPORARY TABLE book_draft (id {id} PRIMARY KEY, kind VARCHAR(40), source_kind VARCHAR(40),"
    " source_id {id}, subject_kind VARCHAR(40), subject_id {id}, currency VARCHAR(40), at {moment})"
)
LEG = (
    "CREATE TEMPORARY TABLE book_leg (draft_id {id}, place {id}, account VARCHAR(40), amount {id},"
    " line_id {id})"
)
POSTINGS = (
    "INSERT INTO ledger_posting (entry_id, place, account, amount, currency, line_id)"
    " SELECT draft_id, row_number() OVER (PARTITION BY draft_id ORDER BY book_leg.place, line_id) - 1,"
    " account, amount, currency, line_id FROM book_leg JOIN book_draft d ON d.id = draft_id"
    " WHERE amount <> 0 ORDER BY draft_id"
)
ENTRIES = (
    "INSERT INTO ledger_entry (id, kind, source_kind, source_id, turn, subject_kind, subject_id,"
    " currency, size, at) SELECT d.id, kind, source_kind, source_id, 0, subject_kind, subject_id,"
    " currency, (SELECT count(*) FROM ledger_posting p WHERE p.entry_id = d.id), at FROM book_draft d"
    " WHERE EXISTS (SELECT 1 FROM ledger_posting p WHERE p.entry_id = d.id) ORDER BY d.id"
)
BUYERS = (
    "INSERT INTO book_leg (draft_id, place, account, amount, line_id)"
    " SELECT d.id, 0, 'buyer', -sum(amount), NULL FROM book_draft d JOIN book_leg l ON l.draft_id = d.id"
    " WHERE d.kind = 'sale' GROUP BY d.id"
)


def upgrade() -> None:
    """In the sequence of their moments; what has its entry already is left alone."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    types = {"id": "INTEGER", "moment": "DATETIME"} if sqlite else {
        "id": "BIGINT", "moment": "TIMESTAMP WITH TIME ZONE"
    }  # fmt: skip
    op.execute(DRAFT.format(**types))
    op.execute("CREATE INDEX ix_book_draft ON book_draft (kind, source_id)")
    op.execute(LEG.format(**types))
    op.execute(_drafts())
    for kinds, row, key, place, account, amount, line in LEGS:
        named = ", ".join(f"'{kind}'" for kind in kinds)
        op.execute(
            "INSERT INTO book_leg (draft_id, place, account, amount, line_id)"
            f" SELECT d.id, {place}, {account}, {amount}, {line} FROM {row}"
            f" JOIN book_draft d ON d.source_id = {key} WHERE d.kind IN ({named})"
        )
    op.execute(BUYERS)
    op.execute(POSTINGS)
    op.execute(ENTRIES)
    if not sqlite:
        op.execute(
            "SELECT setval('ledger_entry_id_seq', max(id)) FROM ledger_entry HAVING max(id) > 0"
        )
    op.execute("DROP TABLE book_leg")
    op.execute("DROP TABLE book_draft")


def _drafts() -> str:
    each = []
    for rank, kind, source, table, subject, at, which in FACTS:
        told = SOLD if kind == "'sale'" else TOLD.format(source=source, table=table, kind=kind)
        each.append(
            f"SELECT {rank} AS step, {kind} AS kind, '{source}' AS source_kind, id AS source_id,"
            f" {subject}, currency, {at} AS at FROM {table}"
            f" WHERE ({which}) AND NOT {told}"
        )
    return (
        "INSERT INTO book_draft (id, kind, source_kind, source_id, subject_kind, subject_id,"
        " currency, at) SELECT (SELECT coalesce(max(id), 0) FROM ledger_entry)"
        " + row_number() OVER (ORDER BY at, step, source_id), kind, source_kind, source_id,"
        " subject_kind, subject_id, currency, at FROM (" + " UNION ALL ".join(each) + ") facts"
    )


def downgrade() -> None:
    """Entries are never taken back; they go with their tables."""
