"""Orders by post: addresses, parcels, and what an order keeps of them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KNOWN = "CONSTRAINT ck_buyer_order_delivery CHECK (delivery IN ('collect', 'post'))"
COLUMNS = (
    ("buyer_order", f"delivery VARCHAR(40) DEFAULT 'collect' NOT NULL {KNOWN}"),
    ("buyer_order", "postage {int} DEFAULT 0 NOT NULL"),
    ("vendor_order", "extended {int} DEFAULT 0 NOT NULL"),
    ("order_line", "grams {int}"),
)


def upgrade() -> None:
    op.create_table(
        "order_address",
        sa.Column("id", ID, nullable=False),
        sa.Column("basket_id", ID, nullable=True),
        sa.Column("order_id", ID, nullable=True),
        sa.Column("province", sa.String(length=40), nullable=False),
        sa.Column("county", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(postal_code) = 10", name=op.f("ck_order_address_postal_code")
        ),
        sa.ForeignKeyConstraint(
            ["basket_id"], ["basket.id"], name=op.f("fk_order_address_basket_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["buyer_order.id"], name=op.f("fk_order_address_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_address")),
        sa.UniqueConstraint("basket_id", name=op.f("uq_order_address_basket_id")),
        sa.UniqueConstraint("order_id", name=op.f("uq_order_address_order_id")),
    )
    op.create_table(
        "parcel",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(length=40), nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("vendor_id", ID, nullable=True),
        sa.Column("posted_by", sa.String(length=40), nullable=False),
        sa.Column("keeper", sa.String(length=40), nullable=False),
        sa.Column("method_id", ID, nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("packing", ID, nullable=False),
        sa.Column("grams", ID, nullable=False),
        sa.Column("postage", ID, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("tracking_code", sa.String(length=40), nullable=True),
        sa.Column("receipt_id", ID, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("posted_by IN ('office', 'vendor')", name=op.f("ck_parcel_posted_by")),
        sa.CheckConstraint("keeper IN ('office', 'vendor')", name=op.f("ck_parcel_keeper")),
        sa.CheckConstraint("postage >= 0", name=op.f("ck_parcel_postage")),
        sa.CheckConstraint(
            "state IN ('waiting', 'given_up') OR tracking_code IS NOT NULL",
            name=op.f("ck_parcel_tracked"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["buyer_order.id"], name=op.f("fk_parcel_order_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_parcel_vendor_id")),
        sa.ForeignKeyConstraint(
            ["method_id"], ["shipping_method.id"], name=op.f("fk_parcel_method_id")
        ),
        sa.ForeignKeyConstraint(["receipt_id"], ["document.id"], name=op.f("fk_parcel_receipt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel")),
        sa.UniqueConstraint("public_id", name=op.f("uq_parcel_public_id")),
        sa.UniqueConstraint(
            "method_id", "tracking_code", name=op.f("uq_parcel_method_id_tracking_code")
        ),
    )
    for column in ("order_id", "vendor_id", "state"):
        op.create_index(op.f(f"ix_parcel_{column}"), "parcel", [column])
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column.format(int=kind)}")
    op.execute(
        f"ALTER TABLE basket ADD COLUMN method_id {kind}"
        " CONSTRAINT fk_basket_method_id REFERENCES shipping_method (id)"
    )
    op.execute(
        f"ALTER TABLE fulfilment ADD COLUMN parcel_id {kind}"
        " CONSTRAINT fk_fulfilment_parcel_id REFERENCES parcel (id)"
    )
    op.create_index(op.f("ix_fulfilment_parcel_id"), "fulfilment", ["parcel_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_fulfilment_parcel_id"), "fulfilment")
    with op.batch_alter_table("fulfilment") as table:
        table.drop_column("parcel_id")
    with op.batch_alter_table("basket") as table:
        table.drop_column("method_id")
    for name, column in (
        ("order_line", "grams"),
        ("vendor_order", "extended"),
        ("buyer_order", "postage"),
        ("buyer_order", "delivery"),
    ):
        op.execute(f"ALTER TABLE {name} DROP COLUMN {column}")
    op.drop_table("parcel")
    op.drop_table("order_address")
