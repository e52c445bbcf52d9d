"""What the office gives for foreign cash, from a moment on."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import protect, unprotect

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "exchange_rate",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", CODE, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("base", CODE, nullable=False),
        sa.Column("price", ID, nullable=True),
        sa.Column("quantity", ID, nullable=False),
        sa.Column("rounding", ID, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("valid_from", MOMENT, nullable=False),
        sa.Column("set_by", ID, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.CheckConstraint("price > 0", name=op.f("ck_exchange_rate_price")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_exchange_rate_quantity")),
        sa.CheckConstraint("rounding > 0", name=op.f("ck_exchange_rate_rounding")),
        sa.CheckConstraint("currency <> base", name=op.f("ck_exchange_rate_currency")),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_exchange_rate_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rate")),
        sa.UniqueConstraint("public_id", name=op.f("uq_exchange_rate_public_id")),
    )
    op.create_index(
        "ix_exchange_rate_currency", "exchange_rate", ["base", "currency", "valid_from"]
    )
    protect("exchange_rate")


def downgrade() -> None:
    unprotect("exchange_rate")
    op.drop_table("exchange_rate")
