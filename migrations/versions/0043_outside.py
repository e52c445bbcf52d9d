"""What is settled outside: parcels that are lost and what the post pays for them, its receipts, notes
that are changed; the end of bank accounts that are used no longer."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import protect, unprotect
from migrations.conditions import replace

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)
TABLES = ("post_payment_part", "post_payment", "notes_exchange", "claim_settlement")


def upgrade() -> None:
    op.add_column("bank_account", sa.Column("erased_at", MOMENT, nullable=True))
    replace("credit_note", "kind", "kind IN ('return', 'cancellation', 'loss')")
    replace("credit_line", "fate", "fate IN ('stock', 'damaged', 'lost', 'kept')")
    replace("till_row", "kind", "kind IN ('payment', 'notes', 'refund', 'postage')")
    op.create_table(
        "claim_settlement",
        sa.Column("id", ID, nullable=False),
        sa.Column("note_id", ID, nullable=False),
        sa.Column("turn", ID, nullable=False),
        sa.Column("paid", ID, nullable=False),
        sa.Column("borne", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(turn % 2 = 0 AND paid >= 0 AND borne >= 0 AND paid + borne > 0) OR"
            " (turn % 2 = 1 AND paid <= 0 AND borne <= 0 AND paid + borne < 0)",
            name=op.f("ck_claim_settlement_turn"),
        ),
        sa.CheckConstraint(
            "paid <= 0 OR reference <> ''", name=op.f("ck_claim_settlement_reference")
        ),
        sa.CheckConstraint("borne = 0 OR reason <> ''", name=op.f("ck_claim_settlement_reason")),
        sa.ForeignKeyConstraint(
            ["note_id"], ["credit_note.id"], name=op.f("fk_claim_settlement_note_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_claim_settlement_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_settlement")),
        sa.UniqueConstraint("note_id", "turn", name=op.f("uq_claim_settlement_note_id_turn")),
    )
    op.create_table(
        "post_payment",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", CODE, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("money", CODE, nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("paid_by", ID, nullable=False),
        sa.Column("paid_at", MOMENT, nullable=False),
        sa.Column("corrects_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_post_payment_amount")),
        sa.CheckConstraint("money IN ('drawer', 'bank')", name=op.f("ck_post_payment_money")),
        sa.CheckConstraint(
            "(corrects_id IS NULL) = (amount > 0)", name=op.f("ck_post_payment_corrects")
        ),
        sa.CheckConstraint(
            "corrects_id IS NULL OR reason <> ''", name=op.f("ck_post_payment_reason")
        ),
        sa.CheckConstraint("receipt <> ''", name=op.f("ck_post_payment_receipt")),
        sa.ForeignKeyConstraint(["paid_by"], ["person.id"], name=op.f("fk_post_payment_paid_by")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["post_payment.id"], name=op.f("fk_post_payment_corrects_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_payment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_post_payment_public_id")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_post_payment_corrects_id")),
    )
    op.create_index(op.f("ix_post_payment_paid_at"), "post_payment", ["paid_at"])
    op.create_table(
        "post_payment_part",
        sa.Column("id", ID, nullable=False),
        sa.Column("payment_id", ID, nullable=False),
        sa.Column("parcel_id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("tracking_code", CODE, nullable=False),
        sa.Column("turn", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.CheckConstraint(
            "(turn % 2 = 0 AND amount >= 0) OR (turn % 2 = 1 AND amount <= 0)",
            name=op.f("ck_post_payment_part_turn"),
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["post_payment.id"], name=op.f("fk_post_payment_part_payment_id")
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcel.id"], name=op.f("fk_post_payment_part_parcel_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["buyer_order.id"], name=op.f("fk_post_payment_part_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_payment_part")),
        sa.UniqueConstraint(
            "parcel_id",
            "tracking_code",
            "turn",
            name=op.f("uq_post_payment_part_parcel_id_tracking_code_turn"),
        ),
    )
    op.create_index(op.f("ix_post_payment_part_payment_id"), "post_payment_part", ["payment_id"])
    op.create_index(op.f("ix_post_payment_part_order_id"), "post_payment_part", ["order_id"])
    op.create_table(
        "notes_exchange",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", CODE, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("place", ID, nullable=False),
        sa.Column("given", ID, nullable=False),
        sa.Column("base", CODE, nullable=False),
        sa.Column("received", ID, nullable=False),
        sa.Column("cost", ID, nullable=False),
        sa.Column("money", CODE, nullable=False),
        sa.Column("changer", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("corrects_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("given <> 0", name=op.f("ck_notes_exchange_given")),
        sa.CheckConstraint(
            "(given > 0 AND received > 0 AND cost >= 0) OR"
            " (given < 0 AND received < 0 AND cost <= 0)",
            name=op.f("ck_notes_exchange_signs"),
        ),
        sa.CheckConstraint("money IN ('bank', 'safe')", name=op.f("ck_notes_exchange_money")),
        sa.CheckConstraint("currency <> base", name=op.f("ck_notes_exchange_currency")),
        sa.CheckConstraint(
            "(corrects_id IS NULL) = (given > 0)", name=op.f("ck_notes_exchange_corrects")
        ),
        sa.CheckConstraint(
            "corrects_id IS NULL OR reason <> ''", name=op.f("ck_notes_exchange_reason")
        ),
        sa.CheckConstraint(
            "changer <> '' AND receipt <> ''", name=op.f("ck_notes_exchange_receipt")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_notes_exchange_by")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["notes_exchange.id"], name=op.f("fk_notes_exchange_corrects_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes_exchange")),
        sa.UniqueConstraint("public_id", name=op.f("uq_notes_exchange_public_id")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_notes_exchange_corrects_id")),
        sa.UniqueConstraint("currency", "place", name=op.f("uq_notes_exchange_currency_place")),
    )
    for table in TABLES:
        protect(table)


def downgrade() -> None:
    for table in TABLES:
        unprotect(table)
        op.drop_table(table)
    replace("till_row", "kind", "kind IN ('payment', 'notes', 'refund')")
    replace("credit_line", "fate", "fate IN ('stock', 'damaged', 'kept')")
    replace("credit_note", "kind", "kind IN ('return', 'cancellation')")
    op.drop_column("bank_account", "erased_at")
