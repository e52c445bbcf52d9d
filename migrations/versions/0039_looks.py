"""What a photograph looks like: too dark, blurred, or the same as another's."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("picture", sa.Column("light", ID, nullable=True))
    op.add_column("picture", sa.Column("detail", ID, nullable=True))
    op.add_column("picture", sa.Column("mark", sa.String(40), nullable=False, server_default=""))
    op.create_index(op.f("ix_picture_sha256"), "picture", ["sha256"])
    op.create_table(
        "picture_mark",
        sa.Column("quarter", ID, autoincrement=False, nullable=False),
        sa.Column("value", ID, autoincrement=False, nullable=False),
        sa.Column("picture_id", ID, nullable=False),
        sa.CheckConstraint("quarter BETWEEN 0 AND 3", name=op.f("ck_picture_mark_quarter")),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["picture.id"], name=op.f("fk_picture_mark_picture_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("quarter", "value", "picture_id", name=op.f("pk_picture_mark")),
    )  # fmt: skip
    op.create_index(op.f("ix_picture_mark_picture_id"), "picture_mark", ["picture_id"])


def downgrade() -> None:
    op.drop_table("picture_mark")
    op.drop_index(op.f("ix_picture_sha256"), "picture")
    for name in ("mark", "detail", "light"):
        op.drop_column("picture", name)
