"""Which one of several alike went with an order's line."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "piece_number",
        sa.Column("listing_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("line_id", ID, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_piece_number_number")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["order_line.id"], name=op.f("fk_piece_number_line_id_order_line")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_piece_number_listing_id_listing")
        ),
        sa.PrimaryKeyConstraint("listing_id", "number", name=op.f("pk_piece_number")),
    )
    op.create_index(op.f("ix_piece_number_line_id"), "piece_number", ["line_id"])


def downgrade() -> None:
    op.drop_table("piece_number")
