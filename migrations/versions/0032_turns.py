"""Turns on the front page: who had one on which day, the office's pins, and the sequence in ties."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)
SHOP = [
    "state", "published_at", "id", "sellable_until", "free_from", "kind", "price", "craft_id",
    "category_id", "vendor_id",
]  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "front_pin",
        sa.Column("id", ID, nullable=False),
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("set_by", ID, nullable=False),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_front_pin_days")),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_front_pin_set_by")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_front_pin_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_front_pin")),
    )
    op.create_index(op.f("ix_front_pin_last_day"), "front_pin", ["last_day"])
    op.create_index(op.f("ix_front_pin_vendor_id"), "front_pin", ["vendor_id"])
    op.create_table(
        "front_turn",
        sa.Column("id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", ID, nullable=False),
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("before", sa.Date(), nullable=True),
        sa.Column("pin_id", ID, nullable=True),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["pin_id"], ["front_pin.id"], name=op.f("fk_front_turn_pin_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_front_turn_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_front_turn")),
        sa.UniqueConstraint("day", "place", name=op.f("uq_front_turn_day_place")),
        sa.UniqueConstraint("day", "vendor_id", name=op.f("uq_front_turn_day_vendor_id")),
    )
    op.create_index(op.f("ix_front_turn_vendor_id"), "front_turn", ["vendor_id"])
    op.add_column("listing", sa.Column("turn", ID, server_default="0", nullable=False))
    op.drop_index("ix_listing_shop", "listing")
    op.create_index("ix_listing_shop", "listing", [*SHOP, "turn"])


def downgrade() -> None:
    op.drop_index("ix_listing_shop", "listing")
    op.create_index("ix_listing_shop", "listing", SHOP)
    op.drop_column("listing", "turn")
    op.drop_table("front_turn")
    op.drop_table("front_pin")
