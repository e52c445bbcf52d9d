"""When what the shop shows of a piece changed last: for search engines and comparison sites."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0053"
branch_labels = None
depends_on = None

FILL = (
    "UPDATE listing SET changed_at ="
    " CASE WHEN sold_at > published_at THEN sold_at ELSE published_at END"
)
CHANGED = ("state", "changed_at", "id", "sellable_until", "free_from")


def upgrade() -> None:
    op.add_column("listing", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(FILL)
    op.create_index("ix_listing_changed", "listing", list(CHANGED))


def downgrade() -> None:
    op.drop_index("ix_listing_changed", "listing")
    op.drop_column("listing", "changed_at")
