"""Parcels that were written off as lost and turned up after all."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import protect, unprotect

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
TABLES = ("parcel_finding_line", "parcel_finding")


def upgrade() -> None:
    op.create_table(
        "parcel_finding",
        sa.Column("id", ID, nullable=False),
        sa.Column("note_id", ID, nullable=False),
        sa.Column("parcel_id", ID, nullable=False),
        sa.Column("turn", ID, nullable=False),
        sa.Column("outcome", CODE, nullable=False),
        sa.Column("withdrawn", ID, nullable=False),
        sa.Column("currency", CODE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('back', 'bought', 'kept')", name=op.f("ck_parcel_finding_outcome")
        ),
        sa.CheckConstraint(
            "(turn % 2 = 0 AND withdrawn >= 0) OR"
            " (turn % 2 = 1 AND withdrawn <= 0 AND outcome <> 'back')",
            name=op.f("ck_parcel_finding_turn"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_parcel_finding_reason")),
        sa.ForeignKeyConstraint(
            ["note_id"], ["credit_note.id"], name=op.f("fk_parcel_finding_note_id_credit_note")
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcel.id"], name=op.f("fk_parcel_finding_parcel_id_parcel")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_parcel_finding_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel_finding")),
        sa.UniqueConstraint("note_id", "turn", name=op.f("uq_parcel_finding_note_id_turn")),
    )
    op.create_index(op.f("ix_parcel_finding_parcel_id"), "parcel_finding", ["parcel_id"])
    op.create_table(
        "parcel_finding_line",
        sa.Column("finding_id", ID, nullable=False),
        sa.Column("line_id", ID, nullable=False),
        sa.Column("quantity", ID, nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_parcel_finding_line_quantity")),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["parcel_finding.id"],
            name=op.f("fk_parcel_finding_line_finding_id_parcel_finding"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["order_line.id"], name=op.f("fk_parcel_finding_line_line_id_order_line")
        ),
        sa.PrimaryKeyConstraint("finding_id", "line_id", name=op.f("pk_parcel_finding_line")),
    )
    for table in TABLES:
        protect(table)


def downgrade() -> None:
    for table in TABLES:
        unprotect(table)
        op.drop_table(table)
