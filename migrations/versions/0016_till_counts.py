"""Counted drawers: what should have been in a clerk's till and what was."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "till_count",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("expected", ID, nullable=False),
        sa.Column("counted", ID, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("counted >= 0", name=op.f("ck_till_count_counted")),
        sa.CheckConstraint("counted = expected OR note <> ''", name=op.f("ck_till_count_note")),
        sa.ForeignKeyConstraint(["user_id"], ["person.id"], name=op.f("fk_till_count_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_count")),
    )
    op.create_index("ix_till_count_user", "till_count", ["user_id", "counted_at"])
    op.create_index("ix_till_count_counted_at", "till_count", ["counted_at"])
    op.create_table(
        "till_row",
        sa.Column("kind", CODE, nullable=False),
        sa.Column("row_id", ID, autoincrement=False, nullable=False),
        sa.Column("count_id", ID, nullable=False),
        sa.CheckConstraint("kind IN ('payment', 'refund')", name=op.f("ck_till_row_kind")),
        sa.ForeignKeyConstraint(
            ["count_id"], ["till_count.id"], name=op.f("fk_till_row_count_id")
        ),
        sa.PrimaryKeyConstraint("kind", "row_id", name=op.f("pk_till_row")),
    )
    op.create_index("ix_till_row_count_id", "till_row", ["count_id"])


def downgrade() -> None:
    op.drop_table("till_row")
    op.drop_table("till_count")
