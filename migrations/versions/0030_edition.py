"""The edition that kept pages belong to; indexes for the next moment that changes one."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )  # fmt: skip
    op.create_index(op.f("ix_listing_free_from"), "listing", ["free_from"])
    op.create_index(op.f("ix_listing_sellable_until"), "listing", ["sellable_until"])


def downgrade() -> None:
    op.drop_index(op.f("ix_listing_sellable_until"), "listing")
    op.drop_index(op.f("ix_listing_free_from"), "listing")
    op.drop_table("edition")
