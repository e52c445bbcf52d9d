"""Card to card: proofs, money given back, until when an order is to be paid."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import protect, unprotect

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)
KEPT = (
    "UPDATE buyer_order SET paid = coalesce((SELECT sum(amount) FROM payment"
    " WHERE subject_kind = 'order' AND subject_id = buyer_order.id), 0)"
)
COLUMNS = (
    ("buyer_order", "pay_by", "TIMESTAMP WITH TIME ZONE"),
    ("buyer_order", "pay_reminded_at", "TIMESTAMP WITH TIME ZONE"),
    ("buyer_order", "paid", "BIGINT DEFAULT 0 NOT NULL CONSTRAINT ck_buyer_order_paid CHECK (paid >= 0)"),
    ("order_line", "dropped_at", "TIMESTAMP WITH TIME ZONE"),
    ("order_line", "dropped_why", "TEXT"),
)
TAKEN = "(SELECT coalesce(sum(amount), 0) FROM payment" \
        " WHERE subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id)"
RETURNED = "(SELECT coalesce(sum(amount), 0) FROM refund" \
           " WHERE subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id)"
OWED = "(SELECT count(*) FROM refund_due WHERE id = NEW.due_id AND amount = NEW.amount" \
       " AND subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id)"
RULES = (
    # name, table, when the new row is refused, what it says
    ("refund_within", "refund", f"{RETURNED} + NEW.amount > {TAKEN}", "more than was taken"),
    ("refund_owed", "refund", f"{OWED} = 0", "not what is owed"),
    ("payment_undone", "payment", f"NEW.amount < 0 AND {TAKEN} + NEW.amount < {RETURNED}",
     "given back already"),
)  # fmt: skip


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, column, kind in COLUMNS:
        kind = kind.replace("TIMESTAMP WITH TIME ZONE", "DATETIME") if sqlite else kind
        kind = kind.replace("BIGINT", "INTEGER") if sqlite else kind
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    op.create_index("ix_buyer_order_pay_by", "buyer_order", ["pay_by"])
    op.execute(KEPT)
    _proofs()
    _refunds()
    protect("refund")
    for rule in RULES:
        _refuse(*rule)


def _proofs() -> None:
    op.create_table(
        "payment_proof",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", CODE, nullable=False),
        sa.Column("subject_kind", CODE, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("last4", CODE, nullable=False),
        sa.Column("paid_at", MOMENT, nullable=False),
        sa.Column("number", CODE, nullable=False),
        sa.Column("folded", CODE, nullable=False),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("state", CODE, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("refusal", CODE, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("payment_id", ID, nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_proof_amount")),
        sa.CheckConstraint("length(last4) = 4", name=op.f("ck_payment_proof_last4")),
        sa.CheckConstraint(
            "state IN ('waiting', 'confirmed', 'refused')", name=op.f("ck_payment_proof_state")
        ),
        sa.CheckConstraint(
            "(state = 'confirmed') = (payment_id IS NOT NULL)",
            name=op.f("ck_payment_proof_payment"),
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (refusal IS NOT NULL)", name=op.f("ck_payment_proof_refusal")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_payment_proof_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_payment_proof_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_payment_proof_payment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_proof")),
        sa.UniqueConstraint("public_id", name=op.f("uq_payment_proof_public_id")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_payment_proof_payment_id")),
    )
    for name, columns, where in (
        ("uq_payment_proof_folded", ["folded"], sa.text("state <> 'refused'")),
        ("uq_payment_proof_waiting", ["subject_kind", "subject_id"], sa.text("state = 'waiting'")),
    ):
        op.create_index(
            name, "payment_proof", columns, unique=True, sqlite_where=where, postgresql_where=where
        )
    op.create_index("ix_payment_proof_subject", "payment_proof", ["subject_kind", "subject_id"])
    op.create_index("ix_payment_proof_queue", "payment_proof", ["state", "sent_at"])


def _refunds() -> None:
    op.create_table(
        "refund_due",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", CODE, nullable=False),
        sa.Column("subject_kind", CODE, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("line_id", ID, nullable=True),
        sa.Column("amount", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("liable_party", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refund_due_amount")),
        sa.CheckConstraint(
            "state IN ('due', 'given', 'dropped')", name=op.f("ck_refund_due_state")
        ),
        sa.CheckConstraint(
            "liable_party IN ('office', 'vendor')", name=op.f("ck_refund_due_liable_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_due")),
        sa.UniqueConstraint("public_id", name=op.f("uq_refund_due_public_id")),
    )
    op.create_index("ix_refund_due_subject", "refund_due", ["subject_kind", "subject_id"])
    op.create_index("ix_refund_due_queue", "refund_due", ["state", "created_at"])
    op.create_table(
        "refund",
        sa.Column("id", ID, nullable=False),
        sa.Column("due_id", ID, nullable=False),
        sa.Column("subject_kind", CODE, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("method", CODE, nullable=False),
        sa.Column("last4", CODE, nullable=True),
        sa.Column("reference", CODE, nullable=True),
        sa.Column("given_by", ID, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("receipt_year", ID, nullable=False),
        sa.Column("receipt_number", ID, nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refund_amount")),
        sa.CheckConstraint("method IN ('cash', 'card')", name=op.f("ck_refund_method")),
        sa.CheckConstraint(
            "(method = 'card') = (last4 IS NOT NULL AND reference IS NOT NULL)",
            name=op.f("ck_refund_card"),
        ),
        sa.ForeignKeyConstraint(["due_id"], ["refund_due.id"], name=op.f("fk_refund_due_id")),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_refund_given_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.UniqueConstraint("due_id", name=op.f("uq_refund_due_id")),
        sa.UniqueConstraint(
            "receipt_year", "receipt_number", name=op.f("uq_refund_receipt_year_receipt_number")
        ),
    )
    op.create_index(op.f("ix_refund_subject_id"), "refund", ["subject_id"])
    op.create_index(op.f("ix_refund_given_at"), "refund", ["given_at"])
    op.create_table(
        "refund_counter",
        sa.Column("year", ID, autoincrement=False, nullable=False),
        sa.Column("last", ID, nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_refund_counter")),
    )


def _refuse(name: str, table: str, when: str, says: str) -> None:
    """Refuse a new row of the table when the condition holds, on either engine."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {when} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation'; END IF; "
        f"RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, _when, _says in RULES:
        op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}")
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}()")
    unprotect("refund")
    for table in ("refund", "refund_counter", "refund_due", "payment_proof"):
        op.drop_table(table)
    op.drop_index("ix_buyer_order_pay_by", "buyer_order")
    for table, column, _kind in reversed(COLUMNS):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
