"""Changing one's mind: cancelled parts, the buyer's choice, the office's tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("done_at IS NULL")


def upgrade() -> None:
    op.add_column("buyer_order", sa.Column("choose_by", MOMENT, nullable=True))
    op.add_column("vendor_order", sa.Column("ended_by", CODE, nullable=True))
    op.create_table(
        "staff_task",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("subject_kind", CODE, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by", ID, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('late_answer', 'late_promise', 'unclaimed', 'cancel_request',"
            " 'maker_withdrew')",
            name=op.f("ck_staff_task_kind"),
        ),
        sa.CheckConstraint(
            "subject_kind IN ('order', 'vendor_order')", name=op.f("ck_staff_task_subject_kind")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["buyer_order.id"], name=op.f("fk_staff_task_order_id")
        ),
        sa.ForeignKeyConstraint(["done_by"], ["person.id"], name=op.f("fk_staff_task_done_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_task")),
    )
    op.create_index("ix_staff_task_order_id", "staff_task", ["order_id"])
    op.create_index("ix_staff_task_queue", "staff_task", ["done_at", "opened_at"])
    op.create_index(
        "uq_staff_task_open", "staff_task", ["kind", "subject_kind", "subject_id"], unique=True,
        sqlite_where=OPEN, postgresql_where=OPEN,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("staff_task")
    op.drop_column("vendor_order", "ended_by")
    op.drop_column("buyer_order", "choose_by")
