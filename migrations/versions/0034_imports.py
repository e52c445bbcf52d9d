"""A maker's own codes of her pieces; tables of pieces on their way in."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("listing", sa.Column("own_code", sa.String(40), nullable=True))
    op.create_index("uq_listing_own_code", "listing", ["vendor_id", "own_code"], unique=True)
    op.create_table(
        "import",
        sa.Column("id", KEY, nullable=False),
        sa.Column("public_id", sa.String(40), nullable=False),
        sa.Column("vendor_id", KEY, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name="fk_import_vendor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_import"),
        sa.UniqueConstraint("public_id", name="uq_import_public_id"),
    )
    op.create_index("ix_import_vendor", "import", ["vendor_id", "created_at"])
    op.create_index("ix_import_created_at", "import", ["created_at"])
    op.create_table(
        "import_line",
        sa.Column("id", KEY, nullable=False),
        sa.Column("import_id", KEY, nullable=False),
        sa.Column("number", KEY, nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("change", sa.String(40), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.Column("lacking", sa.JSON(), nullable=False),
        sa.Column("listing_id", KEY, nullable=True),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import.id"], name="fk_import_line_import_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name="fk_import_line_listing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_import_line"),
    )
    op.create_index("ix_import_line", "import_line", ["import_id", "change", "number"])
    op.create_index("ix_import_line_listing_id", "import_line", ["listing_id"])
    op.create_table(
        "import_photo",
        sa.Column("id", KEY, nullable=False),
        sa.Column("import_id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("picture_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import.id"], name="fk_import_photo_import_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name="fk_import_photo_picture_id"),
        sa.PrimaryKeyConstraint("id", name="pk_import_photo"),
        sa.UniqueConstraint("import_id", "name", name="uq_import_photo_import_id_name"),
    )
    op.create_index("ix_import_photo_picture_id", "import_photo", ["picture_id"])


def downgrade() -> None:
    op.drop_table("import_photo")
    op.drop_table("import_line")
    op.drop_table("import")
    op.drop_index("uq_listing_own_code", "listing")
    op.drop_column("listing", "own_code")
