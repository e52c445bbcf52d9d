"""What buyers ask the office about their orders, and the task that comes of it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
BEFORE = "'late_answer', 'late_promise', 'unclaimed', 'cancel_request', 'maker_withdrew'"


def upgrade() -> None:
    op.create_table(
        "order_question",
        sa.Column("id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by", ID, nullable=True),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)",
            name=op.f("ck_order_question_answered"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["buyer_order.id"], name=op.f("fk_order_question_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_order_question_answered_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_question")),
    )
    op.create_index("ix_order_question_order_id", "order_question", ["order_id"])
    _kinds(f"{BEFORE}, 'question'")


def downgrade() -> None:
    op.execute("DELETE FROM staff_task WHERE kind = 'question'")
    _kinds(BEFORE)
    op.drop_table("order_question")


def _kinds(names: str) -> None:
    name = op.f("ck_staff_task_kind")
    with op.batch_alter_table("staff_task") as table:
        table.drop_constraint(name, type_="check")
        table.create_check_constraint(name, f"kind IN ({names})")
