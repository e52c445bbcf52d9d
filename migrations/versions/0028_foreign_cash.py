"""Foreign cash: the notes behind a payment, and their place in a counted drawer."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import protect, unprotect
from migrations.conditions import check

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
BEFORE, AFTER = "kind IN ('payment', 'refund')", "kind IN ('payment', 'notes', 'refund')"


def upgrade() -> None:
    op.create_table(
        "foreign_cash",
        sa.Column("payment_id", ID, autoincrement=False, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("given", ID, nullable=False),
        sa.Column("rate_id", ID, nullable=False),
        sa.Column("price", ID, nullable=False),
        sa.Column("quantity", ID, nullable=False),
        sa.Column("change", ID, nullable=False),
        sa.Column("rounded", ID, nullable=False),
        sa.CheckConstraint("given <> 0", name=op.f("ck_foreign_cash_given")),
        sa.CheckConstraint(
            "(given > 0 AND rounded >= 0) OR (given < 0 AND rounded <= 0)",
            name=op.f("ck_foreign_cash_rounded"),
        ),
        sa.CheckConstraint("price > 0 AND quantity > 0", name=op.f("ck_foreign_cash_rate")),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_foreign_cash_payment_id")
        ),
        sa.ForeignKeyConstraint(
            ["rate_id"], ["exchange_rate.id"], name=op.f("fk_foreign_cash_rate_id")
        ),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_foreign_cash")),
    )
    protect("foreign_cash")
    check("till_row", "ck_till_row_kind", BEFORE, AFTER)


def downgrade() -> None:
    check("till_row", "ck_till_row_kind", AFTER, BEFORE)
    unprotect("foreign_cash")
    op.drop_table("foreign_cash")
