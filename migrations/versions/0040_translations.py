"""Who of the office translates which piece into which language, and how far it is."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "translation",
        sa.Column("id", ID, nullable=False),
        sa.Column("listing_id", ID, nullable=False),
        sa.Column("into", CODE, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("claimed_by", ID, nullable=True),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("\"into\" IN ('fa', 'en')", name=op.f("ck_translation_into")),
        sa.ForeignKeyConstraint(
            ["claimed_by"], ["person.id"], name=op.f("fk_translation_claimed_by")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_translation_listing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
        sa.UniqueConstraint("listing_id", "into", name=op.f("uq_translation_listing_id_into")),
    )


def downgrade() -> None:
    op.drop_table("translation")
