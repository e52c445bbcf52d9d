"""Variants: listings of one family, told apart by the choices that staff let pieces differ in."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COVERING = {
    "ix_listing_shop": (
        "state", "published_at", "id", "sellable_until", "free_from", "kind", "price", "craft_id",
        "category_id", "vendor_id", "turn",
    ),
    "ix_listing_craft": (
        "state", "craft_id", "category_id", "sellable_until", "price", "kind", "free_from",
        "vendor_id",
    ),
    "ix_listing_vendor": ("vendor_id", "state", "published_at", "id", "sellable_until"),
}  # fmt: skip


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":  # without copying the table that all others point to
        op.execute(
            "ALTER TABLE listing ADD COLUMN family_id INTEGER"
            " CONSTRAINT fk_listing_family_id REFERENCES listing (id)"
        )
    else:
        op.add_column("listing", sa.Column("family_id", ID, nullable=True))
        op.create_foreign_key(
            op.f("fk_listing_family_id"), "listing", "listing", ["family_id"], ["id"]
        )
    op.add_column("listing", sa.Column("combination", sa.Text(), nullable=True))
    for name, columns in COVERING.items():
        op.drop_index(name, "listing")
        op.create_index(name, "listing", [*columns, "family_id"])
    op.create_index("uq_listing_variant", "listing", ["family_id", "combination"], unique=True)


def downgrade() -> None:
    """Each variant goes on as a piece of its own."""
    op.drop_index("uq_listing_variant", "listing")
    for name, columns in COVERING.items():
        op.drop_index(name, "listing")
        op.create_index(name, "listing", list(columns))
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("fk_listing_family_id"), "listing", type_="foreignkey")
    op.drop_column("listing", "combination")
    op.drop_column("listing", "family_id")
