"""Several orders of one buyer in one box, under one tracking code."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

LEADS = sa.text("box_id IS NULL")


def upgrade() -> None:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    with op.batch_alter_table("parcel") as table:
        table.add_column(sa.Column("box_id", kind, nullable=True))
        table.create_foreign_key(op.f("fk_parcel_box_id"), "parcel", ["box_id"], ["id"])
        table.create_check_constraint(op.f("ck_parcel_box"), "box_id <> id")
        table.drop_constraint(op.f("uq_parcel_method_id_tracking_code"), type_="unique")
    op.create_index(op.f("ix_parcel_box_id"), "parcel", ["box_id"])
    op.create_index(
        "uq_parcel_tracking_code", "parcel", ["method_id", "tracking_code"], unique=True,
        sqlite_where=LEADS, postgresql_where=LEADS,
    )  # fmt: skip


def downgrade() -> None:
    """What lay together gets codes that tell it apart: one row a code, as it was."""
    op.execute("UPDATE parcel SET tracking_code = tracking_code || '-' || id WHERE box_id IS NOT NULL"
               " AND tracking_code IS NOT NULL")  # fmt: skip
    op.drop_index("uq_parcel_tracking_code", "parcel")
    op.drop_index(op.f("ix_parcel_box_id"), "parcel")
    with op.batch_alter_table("parcel") as table:
        table.create_unique_constraint(
            op.f("uq_parcel_method_id_tracking_code"), ["method_id", "tracking_code"]
        )
        table.drop_constraint(op.f("ck_parcel_box"), type_="check")
        table.drop_constraint(op.f("fk_parcel_box_id"), type_="foreignkey")
        table.drop_column("box_id")
