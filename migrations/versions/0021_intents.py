"""What is asked of gateways; a payment that nobody took by hand, a refund that a gateway gave."""

import sqlalchemy as sa
from alembic import op

from migrations.conditions import check, rewrite

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)
TASKS = "'late_answer', 'late_promise', 'unclaimed', 'cancel_request', 'maker_withdrew', 'question'"
MORE = "'late_money', 'puzzling_money', 'dispute'"
# table, constraint, before, after; a constraint that is new has nothing before
CHECKS = (
    ("payment", "ck_payment_taken_by", "", "taken_by IS NOT NULL OR holder = 'gateway'"),
    ("refund", "ck_refund_method", "method IN ('cash', 'card')",
     "(method = 'cash') = (reference IS NULL)"),
    ("refund", "ck_refund_card", "(method = 'card') = (last4 IS NOT NULL AND reference IS NOT NULL)",
     "method <> 'card' OR last4 IS NOT NULL"),
    ("refund", "ck_refund_given_by", "", "given_by IS NOT NULL OR method NOT IN ('cash', 'card')"),
    ("buyer_order", "ck_buyer_order_pay_method", "pay_method IN ('desk', 'card')",
     "pay_method IN ('desk', 'card', 'zarinpal', 'stripe')"),
)  # fmt: skip
MAY_BE_EMPTY = (("payment", "taken_by"), ("refund", "given_by"), ("paper", "made_by"))


def upgrade() -> None:
    _intents()
    _events()
    _refunds()
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, column in MAY_BE_EMPTY:
        if sqlite:
            rewrite(table, f"{column} INTEGER NOT NULL", f"{column} INTEGER")
        else:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL")
    for table, name, before, after in CHECKS:
        check(table, name, before, after)
    _tasks(f"{TASKS}, {MORE}")


def downgrade() -> None:
    op.execute("DELETE FROM staff_task WHERE kind IN (" + MORE + ")")
    _tasks(TASKS)
    for table, name, before, after in reversed(CHECKS):
        check(table, name, after, before)
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, column in MAY_BE_EMPTY:
        if sqlite:
            rewrite(table, f"{column} INTEGER", f"{column} INTEGER NOT NULL")
        else:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL")
    for table in ("gateway_refund", "gateway_event", "payment_intent"):
        op.drop_table(table)


def _intents() -> None:
    op.create_table(
        "payment_intent",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", CODE, nullable=False),
        sa.Column("subject_kind", CODE, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("gateway", CODE, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("charged", ID, nullable=False),
        sa.Column("charged_currency", CODE, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("trace", sa.Text(), nullable=True),
        sa.Column("last4", CODE, nullable=True),
        sa.Column("fee", ID, nullable=True),
        sa.Column("returned", ID, nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("ask_at", MOMENT, nullable=True),
        sa.Column("asked", ID, nullable=False),
        sa.Column("came_back_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("payment_id", ID, nullable=True),
        sa.CheckConstraint(
            "amount > 0 AND charged > 0", name=op.f("ck_payment_intent_amount")
        ),
        sa.CheckConstraint(
            "state IN ('initiated', 'pending', 'paid', 'failed', 'expired', 'unknown',"
            " 'disputed', 'lost')",
            name=op.f("ck_payment_intent_state"),
        ),
        sa.CheckConstraint(
            "(state IN ('paid', 'disputed', 'lost')) = (payment_id IS NOT NULL)",
            name=op.f("ck_payment_intent_payment"),
        ),
        sa.CheckConstraint(
            "returned >= 0 AND returned <= charged", name=op.f("ck_payment_intent_returned")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_payment_intent_payment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_intent")),
        sa.UniqueConstraint("public_id", name=op.f("uq_payment_intent_public_id")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_payment_intent_payment_id")),
    )
    where = sa.text("reference IS NOT NULL")
    op.create_index(
        "uq_payment_intent_reference", "payment_intent", ["gateway", "reference"], unique=True,
        sqlite_where=where, postgresql_where=where,
    )  # fmt: skip
    op.create_index("ix_payment_intent_subject", "payment_intent", ["subject_kind", "subject_id"])
    op.create_index("ix_payment_intent_queue", "payment_intent", ["state", "ask_at"])
    op.create_index("ix_payment_intent_trace", "payment_intent", ["gateway", "trace"])


def _events() -> None:
    op.create_table(
        "gateway_event",
        sa.Column("id", ID, nullable=False),
        sa.Column("gateway", CODE, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("intent_id", ID, nullable=True),
        sa.Column("came_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["intent_id"], ["payment_intent.id"], name=op.f("fk_gateway_event_intent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gateway_event")),
        sa.UniqueConstraint(
            "gateway", "reference", "kind", name=op.f("uq_gateway_event_gateway_reference_kind")
        ),
    )
    op.create_index(op.f("ix_gateway_event_intent_id"), "gateway_event", ["intent_id"])


def _refunds() -> None:
    op.create_table(
        "gateway_refund",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", CODE, nullable=False),
        sa.Column("intent_id", ID, nullable=False),
        sa.Column("due_id", ID, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("charged", ID, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("outbox_id", ID, nullable=True),
        sa.Column("asked_by", ID, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "amount > 0 AND charged > 0", name=op.f("ck_gateway_refund_amount")
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'done', 'failed', 'unknown')", name=op.f("ck_gateway_refund_state")
        ),
        sa.ForeignKeyConstraint(
            ["intent_id"], ["payment_intent.id"], name=op.f("fk_gateway_refund_intent_id")
        ),
        sa.ForeignKeyConstraint(["due_id"], ["refund_due.id"], name=op.f("fk_gateway_refund_due_id")),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["outbox.id"], name=op.f("fk_gateway_refund_outbox_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_gateway_refund_asked_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gateway_refund")),
        sa.UniqueConstraint("public_id", name=op.f("uq_gateway_refund_public_id")),
        sa.UniqueConstraint("outbox_id", name=op.f("uq_gateway_refund_outbox_id")),
    )
    where = sa.text("state <> 'failed'")
    op.create_index(
        "uq_gateway_refund_due", "gateway_refund", ["due_id"], unique=True,
        sqlite_where=where, postgresql_where=where,
    )  # fmt: skip
    op.create_index(op.f("ix_gateway_refund_intent_id"), "gateway_refund", ["intent_id"])
    op.create_index("ix_gateway_refund_queue", "gateway_refund", ["state", "asked_at"])


def _tasks(names: str) -> None:
    name = op.f("ck_staff_task_kind")
    with op.batch_alter_table("staff_task") as table:
        table.drop_constraint(name, type_="check")
        table.create_check_constraint(name, f"kind IN ({names})")
