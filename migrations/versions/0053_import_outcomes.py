"""What becomes of each line of a table of pieces, and the price that was probably meant."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0054"
branch_labels = None
depends_on = None

AMOUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("import_line", sa.Column("outcome", sa.String(40), nullable=True))
    op.add_column("import_line", sa.Column("doubt", AMOUNT, nullable=True))
    op.execute("UPDATE import_line SET outcome = 'office' WHERE sent")
    op.drop_column("import_line", "sent")


def downgrade() -> None:
    op.add_column(
        "import_line", sa.Column("sent", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute("UPDATE import_line SET sent = (1 = 1) WHERE outcome = 'office'")
    op.drop_column("import_line", "doubt")
    op.drop_column("import_line", "outcome")
