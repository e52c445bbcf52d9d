"""Days on which a maker takes no orders."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

SPAN = (
    "(closed_from IS NULL AND closed_until IS NULL)"
    " OR (closed_from IS NOT NULL AND closed_until IS NOT NULL AND closed_from <= closed_until)"
)


def upgrade() -> None:
    op.execute("ALTER TABLE vendor ADD COLUMN closed_why TEXT NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE vendor ADD COLUMN closed_from DATE")
    op.execute(
        f"ALTER TABLE vendor ADD COLUMN closed_until DATE CONSTRAINT ck_vendor_closed CHECK ({SPAN})"
    )


def downgrade() -> None:
    for column in ("closed_until", "closed_from", "closed_why"):
        op.execute(f"ALTER TABLE vendor DROP COLUMN {column}")
