"""The office's share by maker, craft and channel."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "commission_rate",
        sa.Column("id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("vendor_id", ID, nullable=True),
        sa.Column("craft_id", ID, nullable=True),
        sa.Column("channel", CODE, nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("rate_bp", ID, nullable=False),
        sa.CheckConstraint(
            "rate_bp BETWEEN 0 AND 5000", name=op.f("ck_commission_rate_rate_bp")
        ),
        sa.CheckConstraint("channel IN ('web', 'desk')", name=op.f("ck_commission_rate_channel")),
        sa.ForeignKeyConstraint(
            ["vendor_id"], ["vendor.id"], name=op.f("fk_commission_rate_vendor_id")
        ),
        sa.ForeignKeyConstraint(
            ["craft_id"], ["category.id"], name=op.f("fk_commission_rate_craft_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_rate")),
    )


def downgrade() -> None:
    op.drop_table("commission_rate")
