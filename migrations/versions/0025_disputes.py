"""Money that buyers' banks ask back of gateways."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "payment_dispute",
        sa.Column("id", ID, nullable=False),
        sa.Column("intent_id", ID, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("answer_by", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("fee", ID, nullable=False),
        sa.CheckConstraint("amount > 0 AND fee >= 0", name=op.f("ck_payment_dispute_amount")),
        sa.CheckConstraint(
            "state IN ('opened', 'won', 'lost')", name=op.f("ck_payment_dispute_state")
        ),
        sa.CheckConstraint(
            "(state = 'opened') = (ended_at IS NULL)", name=op.f("ck_payment_dispute_ended")
        ),
        sa.ForeignKeyConstraint(
            ["intent_id"], ["payment_intent.id"], name=op.f("fk_payment_dispute_intent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_dispute")),
        sa.UniqueConstraint(
            "intent_id", "reference", name=op.f("uq_payment_dispute_intent_id_reference")
        ),
    )
    op.create_index("ix_payment_dispute_queue", "payment_dispute", ["state", "answer_by"])


def downgrade() -> None:
    op.drop_table("payment_dispute")
