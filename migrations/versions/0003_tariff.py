"""The post's tariff: ways of posting and their prices."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "shipping_method",
        sa.Column("id", ID, nullable=False),
        sa.Column("name_fa", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("tracking_examples", sa.Text(), nullable=False),
        sa.Column("tracking_url", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipping_method")),
    )
    op.create_table(
        "shipping_rate",
        sa.Column("id", ID, nullable=False),
        sa.Column("method_id", ID, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("grams_up_to", ID, nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("price", ID, nullable=False),
        sa.CheckConstraint(
            "zone IN ('same', 'neighbour', 'far')", name=op.f("ck_shipping_rate_zone")
        ),
        sa.CheckConstraint("grams_up_to > 0", name=op.f("ck_shipping_rate_grams_up_to")),
        sa.CheckConstraint("price > 0", name=op.f("ck_shipping_rate_price")),
        sa.ForeignKeyConstraint(
            ["method_id"],
            ["shipping_method.id"],
            name=op.f("fk_shipping_rate_method_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipping_rate")),
        sa.UniqueConstraint(
            "method_id", "valid_from", "grams_up_to", "zone", name=op.f("uq_shipping_rate_method_id_valid_from_grams_up_to_zone")
        ),
    )


def downgrade() -> None:
    op.drop_table("shipping_rate")
    op.drop_table("shipping_method")
