"""A line keeps the category it was sold in, as it keeps its tax: past reports do not change."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FILL = (
    "UPDATE order_line SET category_id ="
    " (SELECT category_id FROM listing WHERE listing.id = order_line.listing_id)"
)


def upgrade() -> None:
    op.add_column("order_line", sa.Column("category_id", ID, nullable=True))
    op.execute(FILL)


def downgrade() -> None:
    op.drop_column("order_line", "category_id")
