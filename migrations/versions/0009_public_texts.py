"""The public texts as the office publishes them: every version stays."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import protect, unprotect

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "text_version",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("text_fa", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", ID, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_text_version_number")),
        sa.ForeignKeyConstraint(
            ["published_by"], ["person.id"], name=op.f("fk_text_version_published_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_version")),
        sa.UniqueConstraint("name", "number", name=op.f("uq_text_version_name_number")),
    )
    protect("text_version")


def downgrade() -> None:
    unprotect("text_version")
    op.drop_table("text_version")
