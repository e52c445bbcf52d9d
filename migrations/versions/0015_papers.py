"""Papers: numbered without a gap, sealed, never changed."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import protect, unprotect

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)
KINDS = "('receipt', 'refund', 'order', 'packing', 'label', 'handover', 'slip')"
KEPT = ("id", "public_id", "kind", "year", "number", "language", "subject_kind", "subject_id",
        "made_at", "made_by")  # fmt: skip
ERASING = " AND ".join(
    (
        "OLD.body IS NOT NULL AND NEW.body IS NULL",
        "OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL",
        "COALESCE(OLD.replaces_id, 0) = COALESCE(NEW.replaces_id, 0)",
        *(f"OLD.{name} = NEW.{name}" for name in KEPT),
    )
)


def upgrade() -> None:
    op.create_table(
        "paper",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", CODE, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("language", CODE, nullable=False),
        sa.Column("subject_kind", CODE, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("replaces_id", ID, nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", ID, nullable=False),
        sa.Column("erased_at", MOMENT, nullable=True),
        sa.CheckConstraint(f"kind IN {KINDS}", name=op.f("ck_paper_kind")),
        sa.CheckConstraint("language IN ('fa', 'en')", name=op.f("ck_paper_language")),
        sa.CheckConstraint("number > 0", name=op.f("ck_paper_number")),
        sa.CheckConstraint(
            "(body IS NULL) = (erased_at IS NOT NULL)", name=op.f("ck_paper_erased")
        ),
        sa.ForeignKeyConstraint(["replaces_id"], ["paper.id"], name=op.f("fk_paper_replaces_id")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_paper_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("public_id", name=op.f("uq_paper_public_id")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_paper_replaces_id")),
        sa.UniqueConstraint(
            "kind", "year", "number", "language", name=op.f("uq_paper_kind_year_number_language")
        ),
    )
    op.create_index(
        "ix_paper_subject", "paper", ["kind", "subject_kind", "subject_id", "language"]
    )
    op.create_table(
        "paper_order",
        sa.Column("paper_id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_order_paper_id")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["buyer_order.id"], name=op.f("fk_paper_order_order_id")
        ),
        sa.PrimaryKeyConstraint("paper_id", "order_id", name=op.f("pk_paper_order")),
    )
    op.create_index(op.f("ix_paper_order_order_id"), "paper_order", ["order_id"])
    op.create_table(
        "paper_counter",
        sa.Column("kind", CODE, nullable=False),
        sa.Column("year", ID, autoincrement=False, nullable=False),
        sa.Column("last", ID, nullable=False),
        sa.PrimaryKeyConstraint("kind", "year", name=op.f("pk_paper_counter")),
    )
    _seal()
    protect("paper_order")


def _seal() -> None:
    """Refuse every change but erasing, and every deletion, on either engine."""
    if op.get_bind().dialect.name == "sqlite":
        refuse = "BEGIN SELECT RAISE(ABORT, 'a paper is never changed'); END"
        op.execute(
            f"CREATE TRIGGER paper_no_update BEFORE UPDATE ON paper WHEN NOT ({ERASING}) {refuse}"
        )
        op.execute(f"CREATE TRIGGER paper_no_delete BEFORE DELETE ON paper {refuse}")
        return
    op.execute(
        "CREATE FUNCTION paper_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF {ERASING} THEN RETURN NEW; END IF; END IF; "
        "RAISE EXCEPTION 'a paper is never changed'; END $$"
    )
    op.execute(
        "CREATE TRIGGER paper_sealed BEFORE UPDATE OR DELETE ON paper "
        "FOR EACH ROW EXECUTE FUNCTION paper_sealed()"
    )


def downgrade() -> None:
    unprotect("paper_order")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER paper_no_update")
        op.execute("DROP TRIGGER paper_no_delete")
    else:
        op.execute("DROP TRIGGER paper_sealed ON paper")
        op.execute("DROP FUNCTION paper_sealed()")
    for table in ("paper_counter", "paper_order", "paper"):
        op.drop_table(table)
