"""The books: entries, postings, a snapshot of the balances."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import protect, unprotect
from migrations.sealing import seal, unseal

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("source_kind", CODE, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("turn", ID, nullable=False),
        sa.Column("subject_kind", CODE, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size >= 2", name=op.f("ck_ledger_entry_size")),
        sa.CheckConstraint("turn >= 0", name=op.f("ck_ledger_entry_turn")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint(
            "kind", "source_kind", "source_id", "turn",
            name=op.f("uq_ledger_entry_kind_source_kind_source_id_turn"),
        ),
    )
    op.create_index(
        "ix_ledger_entry_subject", "ledger_entry", ["subject_kind", "subject_id", "id"]
    )
    op.create_index("ix_ledger_entry_source", "ledger_entry", ["source_kind", "source_id"])
    op.create_index("ix_ledger_entry_at", "ledger_entry", ["at"])
    op.create_table(
        "ledger_posting",
        sa.Column("entry_id", ID, autoincrement=False, nullable=False),
        sa.Column("place", ID, autoincrement=False, nullable=False),
        sa.Column("account", CODE, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("line_id", ID, nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_ledger_posting_amount")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["ledger_entry.id"], name=op.f("fk_ledger_posting_entry_id"),
            deferrable=True, initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("entry_id", "place", name=op.f("pk_ledger_posting")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ledger_posting_account", "ledger_posting", ["account", "entry_id"])
    op.create_table(
        "ledger_snapshot",
        sa.Column("account", CODE, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("amount", ID, nullable=False),
        sa.Column("upto", ID, nullable=False),
        sa.PrimaryKeyConstraint("account", "currency", name=op.f("pk_ledger_snapshot")),
    )
    for table in ("ledger_entry", "ledger_posting"):
        protect(table)
    seal()


def downgrade() -> None:
    unseal()
    for table in ("ledger_posting", "ledger_entry"):
        unprotect(table)
    for table in ("ledger_snapshot", "ledger_posting", "ledger_entry"):
        op.drop_table(table)
