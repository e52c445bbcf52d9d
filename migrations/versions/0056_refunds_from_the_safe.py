"""Cash that goes back leaves the safe: who gives it has no drawer to count. Older rows stay as
they were booked, out of a drawer."""

from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every row there is says a drawer."""
    op.execute(
        "ALTER TABLE refund ADD COLUMN from_safe BOOLEAN DEFAULT false NOT NULL"
        " CONSTRAINT ck_refund_from_safe CHECK (method = 'cash' OR NOT from_safe)"
    )


def downgrade() -> None:
    """One place again."""
    op.drop_column("refund", "from_safe")
