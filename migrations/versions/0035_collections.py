"""Collections that staff put together, and the seasons of the front."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
DAYS = "first_day IS NULL OR last_day IS NULL OR first_day <= last_day"


def shown(table: str) -> list[sa.schema.SchemaItem]:
    """What visitors read of either."""
    return [
        *(sa.Column(name, sa.Text(), nullable=False)
          for name in ("title_fa", "title_en", "words_fa", "words_en")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("first_day", "last_day")),
        sa.Column("state", CODE, nullable=False),
        sa.Column("picture_id", ID, nullable=True),
        sa.CheckConstraint(DAYS, name=op.f(f"ck_{table}_days")),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["picture.id"], name=op.f(f"fk_{table}_picture_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "collection",
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", CODE, nullable=False),
        sa.Column("category_id", ID, nullable=True),
        sa.Column("price_up_to", ID, nullable=True),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("on_home", sa.Boolean(), nullable=False),
        *shown("collection"),
        sa.CheckConstraint(
            "price_up_to IS NULL OR price_up_to > 0", name=op.f("ck_collection_price")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_collection_category_id")
        ),
        sa.UniqueConstraint("slug", name=op.f("uq_collection_slug")),
    )
    op.create_index(op.f("ix_collection_category_id"), "collection", ["category_id"])
    op.create_table(
        "collection_piece",
        sa.Column("collection_id", ID, nullable=False),
        sa.Column("listing_id", ID, nullable=False),
        sa.Column("place", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], ondelete="CASCADE",
            name=op.f("fk_collection_piece_collection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_collection_piece_listing_id")
        ),
        sa.PrimaryKeyConstraint("collection_id", "listing_id", name=op.f("pk_collection_piece")),
    )  # fmt: skip
    op.create_index(op.f("ix_collection_piece_listing_id"), "collection_piece", ["listing_id"])
    op.create_table(
        "season",
        sa.Column("id", ID, nullable=False),
        sa.Column("collection_id", ID, nullable=True),
        *shown("season"),
        sa.CheckConstraint(
            "first_day IS NOT NULL AND last_day IS NOT NULL", name=op.f("ck_season_dated")
        ),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_season_collection_id")
        ),
    )
    op.create_index(op.f("ix_season_collection_id"), "season", ["collection_id"])


def downgrade() -> None:
    op.drop_table("season")
    op.drop_table("collection_piece")
    op.drop_table("collection")
