"""The picture beside a shared link of a piece."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("listing", sa.Column("share_key", sa.String(length=40), nullable=True))
    op.create_index("uq_listing_share_key", "listing", ["share_key"], unique=True)


def downgrade() -> None:
    op.drop_index("uq_listing_share_key", "listing")
    op.drop_column("listing", "share_key")
