"""The bank card reader's slips."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "reader_slip",
        sa.Column("payment_id", ID, autoincrement=False, nullable=False),
        sa.Column("reader", CODE, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("trace", CODE, nullable=False),
        sa.Column("last4", CODE, nullable=False),
        sa.Column("undone_by", ID, nullable=True),
        sa.CheckConstraint("length(last4) = 4", name=op.f("ck_reader_slip_last4")),
        sa.CheckConstraint("trace <> ''", name=op.f("ck_reader_slip_trace")),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_reader_slip_payment_id")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["payment.id"], name=op.f("fk_reader_slip_undone_by")
        ),
        sa.PrimaryKeyConstraint("payment_id", name=op.f("pk_reader_slip")),
        sa.UniqueConstraint("undone_by", name=op.f("uq_reader_slip_undone_by")),
    )
    stands = sa.text("undone_by IS NULL")
    op.create_index(
        "uq_reader_slip_trace", "reader_slip", ["day", "reader", "trace"], unique=True,
        sqlite_where=stands, postgresql_where=stands,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("reader_slip")
