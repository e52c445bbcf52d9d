"""Which member of a collective took an order upon herself."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE vendor_order ADD COLUMN taken_by {kind}"
        " CONSTRAINT fk_vendor_order_taken_by REFERENCES person (id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("vendor_order") as table:
        table.drop_column("taken_by")
