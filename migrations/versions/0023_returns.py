"""Pieces that come back: credit notes; the tax that prices include."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import protect, unprotect
from migrations.conditions import replace

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)
COLUMNS = (
    ("buyer_order", "returned", "returned >= 0 AND returned <= total"),
    ("order_line", "returned", "returned >= 0 AND returned <= quantity"),
    ("order_line", "tax_bp", "tax_bp >= 0"),
    ("order_line", "tax", "tax >= 0 AND commission + tax <= unit_price * quantity"),
)
PAPERS = "'receipt', 'refund', 'order', 'packing', 'label', 'handover', 'slip'"


def upgrade() -> None:
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for table, column, rule in COLUMNS:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} {kind} DEFAULT 0 NOT NULL"
            f" CONSTRAINT ck_{table}_{column} CHECK ({rule})"
        )
    _tax_rates()
    _credit_notes()
    _credit_lines()
    for table in ("credit_note", "credit_line"):
        protect(table)
    replace("refund_due", "liable_party", "liable_party IN ('office', 'vendor', 'post')")
    replace("paper", "kind", f"kind IN ({PAPERS}, 'credit')")


def _tax_rates() -> None:
    op.create_table(
        "tax_rate",
        sa.Column("id", ID, nullable=False),
        sa.Column("category_id", ID, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("rate_bp", ID, nullable=False),
        sa.Column("set_by", ID, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.CheckConstraint("rate_bp BETWEEN 0 AND 5000", name=op.f("ck_tax_rate_rate_bp")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_tax_rate_category_id")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_tax_rate_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_rate")),
        sa.UniqueConstraint(
            "category_id", "valid_from", name=op.f("uq_tax_rate_category_id_valid_from")
        ),
    )


def _credit_notes() -> None:
    op.create_table(
        "credit_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("liable_party", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("made_by", ID, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_credit_note_number")),
        sa.CheckConstraint(
            "kind IN ('return', 'cancellation')", name=op.f("ck_credit_note_kind")
        ),
        sa.CheckConstraint(
            "liable_party IN ('office', 'vendor', 'post')",
            name=op.f("ck_credit_note_liable_party"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_credit_note_amount")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["buyer_order.id"], name=op.f("fk_credit_note_order_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_credit_note_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_note")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_credit_note_year_number")),
        sa.UniqueConstraint("order_id", "position", name=op.f("uq_credit_note_order_id_position")),
    )
    op.create_index(op.f("ix_credit_note_made_at"), "credit_note", ["made_at"])


def _credit_lines() -> None:
    op.create_table(
        "credit_line",
        sa.Column("id", ID, nullable=False),
        sa.Column("note_id", ID, nullable=False),
        sa.Column("line_id", ID, nullable=True),
        sa.Column("quantity", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("commission", ID, nullable=False),
        sa.Column("tax", ID, nullable=False),
        sa.Column("share", ID, nullable=False),
        sa.Column("fate", CODE, nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_credit_line_quantity")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_credit_line_amount")),
        sa.CheckConstraint(
            "commission >= 0 AND tax >= 0 AND share >= 0", name=op.f("ck_credit_line_parts")
        ),
        sa.CheckConstraint(
            "line_id IS NULL OR amount = commission + tax + share",
            name=op.f("ck_credit_line_sum"),
        ),
        sa.CheckConstraint(
            "fate IN ('stock', 'damaged', 'kept')", name=op.f("ck_credit_line_fate")
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["credit_note.id"], name=op.f("fk_credit_line_note_id")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["order_line.id"], name=op.f("fk_credit_line_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_line")),
    )
    op.create_index(op.f("ix_credit_line_note_id"), "credit_line", ["note_id"])
    op.create_index(op.f("ix_credit_line_line_id"), "credit_line", ["line_id"])


def downgrade() -> None:
    replace("paper", "kind", f"kind IN ({PAPERS})")
    replace("refund_due", "liable_party", "liable_party IN ('office', 'vendor')")
    for table in ("credit_line", "credit_note"):
        unprotect(table)
        op.drop_table(table)
    op.drop_table("tax_rate")
    for table, column, _rule in reversed(COLUMNS):
        op.drop_column(table, column)
