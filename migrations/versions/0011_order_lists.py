"""Indexes along which the office's list of orders is read, whatever narrows it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

UNPAID = sa.text("paid_at IS NULL")
INDEXES = {
    "ix_order_state": ("buyer_order", ["state", "id"]),
    "ix_order_channel": ("buyer_order", ["channel", "id"]),
    "ix_order_delivery": ("buyer_order", ["delivery", "id"]),
    "ix_order_placed": ("buyer_order", ["placed_at"]),
    "ix_vendor_order_list": ("vendor_order", ["vendor_id", "order_id"]),
    "ix_order_address_province": ("order_address", ["province", "order_id"]),
}


def upgrade() -> None:
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)
    op.create_index(
        "ix_order_unpaid", "buyer_order", ["state", "id"],
        sqlite_where=UNPAID, postgresql_where=UNPAID,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_order_unpaid", "buyer_order")
    for name, (table, _columns) in reversed(INDEXES.items()):
        op.drop_index(name, table)
