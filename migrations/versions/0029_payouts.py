"""Paying the makers: their bank accounts, runs, payments, what each claims; their questions."""

import sqlalchemy as sa
from alembic import op

from migrations.conditions import replace

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)
PAPERS = "'receipt', 'refund', 'credit', 'order', 'packing', 'label', 'handover', 'slip'"


def upgrade() -> None:
    replace("paper", "kind", f"kind IN ({PAPERS}, 'settlement')")
    op.create_table(
        "bank_account",
        sa.Column("id", ID, nullable=False),
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("iban_hash", sa.Text(), nullable=False),
        sa.Column("bank", CODE, nullable=False),
        sa.Column("last4", CODE, nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("begins_at", MOMENT, nullable=False),
        sa.Column("entered_by", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(last4) = 4", name=op.f("ck_bank_account_last4")),
        sa.CheckConstraint(
            "state IN ('waiting', 'live', 'replaced', 'closed', 'cancelled')",
            name=op.f("ck_bank_account_state"),
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["person.id"], name=op.f("fk_bank_account_entered_by")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_bank_account_vendor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_account")),
    )
    op.create_index("ix_bank_account_due", "bank_account", ["state", "begins_at"])
    op.create_index(op.f("ix_bank_account_iban_hash"), "bank_account", ["iban_hash"])
    op.create_index(op.f("ix_bank_account_vendor_id"), "bank_account", ["vendor_id"])
    op.create_index(
        "uq_bank_account_live",
        "bank_account",
        ["vendor_id"],
        unique=True,
        sqlite_where=sa.text("state = 'live'"),
        postgresql_where=sa.text("state = 'live'"),
    )
    op.create_index(
        "uq_bank_account_waiting",
        "bank_account",
        ["vendor_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "payout_run_counter",
        sa.Column("year", ID, autoincrement=False, nullable=False),
        sa.Column("last", ID, nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_payout_run_counter")),
    )
    op.create_table(
        "payout_run",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", CODE, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("total", ID, nullable=False),
        sa.Column("second", sa.Boolean(), nullable=False),
        sa.Column("made_by", ID, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("approved_by", ID, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("file_at", MOMENT, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'sent', 'settled') OR approved_by IS NOT NULL",
            name=op.f("ck_payout_run_approved"),
        ),
        sa.CheckConstraint(
            "NOT second OR approved_by IS NULL OR approved_by <> made_by",
            name=op.f("ck_payout_run_second"),
        ),
        sa.CheckConstraint("total >= 0", name=op.f("ck_payout_run_total")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_payout_run_approved_by")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_payout_run_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_run")),
        sa.UniqueConstraint("public_id", name=op.f("uq_payout_run_public_id")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_payout_run_year_number")),
    )
    op.create_index("ix_payout_run_state", "payout_run", ["state", "id"])
    op.create_table(
        "payout",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", CODE, nullable=False),
        sa.Column("run_id", ID, nullable=False),
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("method", CODE, nullable=False),
        sa.Column("account_id", ID, nullable=True),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("earned", ID, nullable=False),
        sa.Column("taken_off", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("lines", ID, nullable=False),
        sa.Column("paid_at", MOMENT, nullable=True),
        sa.Column("paid_by", ID, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("returned_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(method = 'bank') = (account_id IS NOT NULL)", name=op.f("ck_payout_account")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payout_amount")),
        sa.CheckConstraint("method IN ('bank', 'cash')", name=op.f("ck_payout_method")),
        sa.CheckConstraint("earned >= 0 AND taken_off >= 0", name=op.f("ck_payout_parts")),
        sa.CheckConstraint(
            "(state = 'returned') = (returned_at IS NOT NULL)", name=op.f("ck_payout_returned")
        ),
        sa.CheckConstraint("amount = earned - taken_off", name=op.f("ck_payout_sum")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["bank_account.id"], name=op.f("fk_payout_account_id")
        ),
        sa.ForeignKeyConstraint(["paid_by"], ["person.id"], name=op.f("fk_payout_paid_by")),
        sa.ForeignKeyConstraint(["run_id"], ["payout_run.id"], name=op.f("fk_payout_run_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_payout_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout")),
        sa.UniqueConstraint("public_id", name=op.f("uq_payout_public_id")),
        sa.UniqueConstraint("run_id", "vendor_id", name=op.f("uq_payout_run_id_vendor_id")),
    )
    op.create_index("ix_payout_state", "payout", ["state", "id"])
    op.create_index("ix_payout_vendor", "payout", ["vendor_id", "id"])
    op.create_table(
        "payout_line",
        sa.Column("run_id", ID, autoincrement=False, nullable=False),
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("place", ID, autoincrement=False, nullable=False),
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("released_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id", "place"],
            ["ledger_posting.entry_id", "ledger_posting.place"],
            name=op.f("fk_payout_line_entry_id_place"),
        ),
        sa.ForeignKeyConstraint(
            ["run_id", "vendor_id"],
            ["payout.run_id", "payout.vendor_id"],
            name=op.f("fk_payout_line_run_id_vendor_id"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("run_id", "entry_id", "place", name=op.f("pk_payout_line")),
    )
    op.create_index("ix_payout_line_payout", "payout_line", ["run_id", "vendor_id"])
    op.create_index(
        "uq_payout_line_claim",
        "payout_line",
        ["entry_id", "place"],
        unique=True,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_table(
        "payout_hold",
        sa.Column("id", ID, nullable=False),
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("held_by", ID, nullable=True),
        sa.Column("held_at", MOMENT, nullable=False),
        sa.Column("lifted_by", ID, nullable=True),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_payout_hold_reason")),
        sa.ForeignKeyConstraint(["held_by"], ["person.id"], name=op.f("fk_payout_hold_held_by")),
        sa.ForeignKeyConstraint(
            ["lifted_by"], ["person.id"], name=op.f("fk_payout_hold_lifted_by")
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_payout_hold_vendor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_hold")),
    )
    op.create_index(op.f("ix_payout_hold_vendor_id"), "payout_hold", ["vendor_id"])
    op.create_index(
        "uq_payout_hold_open",
        "payout_hold",
        ["vendor_id"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "money_question",
        sa.Column("id", ID, nullable=False),
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("place", ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by", ID, nullable=True),
        sa.CheckConstraint(
            "answered_at IS NULL OR answer <> ''", name=op.f("ck_money_question_answer")
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)", name=op.f("ck_money_question_answered")
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_money_question_words")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_money_question_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_money_question_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id", "place"],
            ["ledger_posting.entry_id", "ledger_posting.place"],
            name=op.f("fk_money_question_entry_id_place"),
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_money_question_vendor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_money_question")),
    )
    op.create_index("ix_money_question_vendor", "money_question", ["vendor_id", "id"])
    op.create_index(
        "uq_money_question_open",
        "money_question",
        ["entry_id", "place"],
        unique=True,
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.create_table(
        "earning_total",
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("kept", ID, nullable=False),
        sa.Column("upto", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_earning_total_vendor_id")
        ),
        sa.PrimaryKeyConstraint("vendor_id", "currency", name=op.f("pk_earning_total")),
    )


def downgrade() -> None:
    replace("paper", "kind", f"kind IN ({PAPERS})")
    for table in (
        "earning_total",
        "money_question",
        "payout_hold",
        "payout_line",
        "payout",
        "payout_run",
        "payout_run_counter",
        "bank_account",
    ):
        op.drop_table(table)
