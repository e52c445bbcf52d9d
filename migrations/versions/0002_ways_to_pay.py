"""How an order is to be paid: at the desk, or card to card."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMN = "ADD COLUMN pay_method VARCHAR(40) DEFAULT 'desk' NOT NULL"
KNOWN = "CONSTRAINT ck_buyer_order_pay_method CHECK (pay_method IN ('desk', 'card'))"


def upgrade() -> None:
    op.execute(f"ALTER TABLE basket {COLUMN}")
    op.execute(f"ALTER TABLE buyer_order {COLUMN} {KNOWN}")


def downgrade() -> None:
    op.execute("ALTER TABLE buyer_order DROP COLUMN pay_method")
    op.execute("ALTER TABLE basket DROP COLUMN pay_method")
