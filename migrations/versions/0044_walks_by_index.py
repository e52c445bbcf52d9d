"""Lists by price, and the newest of a craft, are read from an index alone, in its order."""

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

BEFORE = {
    "ix_listing_craft": (
        "state", "craft_id", "category_id", "sellable_until", "price", "kind", "free_from",
        "vendor_id", "family_id",
    ),
    "ix_listing_price": ("state", "price", "turn", "id", "sellable_until"),
}  # fmt: skip
COVERING = {
    "ix_listing_craft": (
        "state", "craft_id", "published_at", "id", "category_id", "sellable_until", "price", "kind",
        "free_from", "vendor_id", "turn", "family_id",
    ),
    "ix_listing_price": (
        "state", "price", "turn", "id", "sellable_until", "free_from", "kind", "craft_id",
        "category_id", "vendor_id", "family_id",
    ),
}  # fmt: skip


def upgrade() -> None:
    _make(COVERING)


def downgrade() -> None:
    _make(BEFORE)


def _make(indexes: dict[str, tuple[str, ...]]) -> None:
    for name, columns in indexes.items():
        op.drop_index(name, "listing")
        op.create_index(name, "listing", list(columns))
