"""What makers say of their pieces, and how far the office is with writing it down."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
LIVE = sa.text(
    "state IN ('unheard', 'heard', 'written_down', 'objected', 'unclear', 'agreed')"
)


def upgrade() -> None:
    op.create_table(
        "voice_note",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", CODE, nullable=False),
        sa.Column("listing_id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=True),
        sa.Column("state", CODE, nullable=False),
        sa.Column("seconds", ID, nullable=False),
        sa.Column("keep_days", ID, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("sent_by", ID, nullable=True),
        sa.Column("taken_by", ID, nullable=True),
        sa.Column("spoken", CODE, nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seconds > 0", name=op.f("ck_voice_note_seconds")),
        sa.CheckConstraint(
            "spoken = '' OR spoken IN ('fa', 'az', 'other')", name=op.f("ck_voice_note_spoken")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_voice_note_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_voice_note_listing_id")
        ),
        sa.ForeignKeyConstraint(["sent_by"], ["person.id"], name=op.f("fk_voice_note_sent_by")),
        sa.ForeignKeyConstraint(["taken_by"], ["person.id"], name=op.f("fk_voice_note_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_note")),
        sa.UniqueConstraint("public_id", name=op.f("uq_voice_note_public_id")),
    )
    op.create_index(op.f("ix_voice_note_listing_id"), "voice_note", ["listing_id"])
    op.create_index("ix_voice_note_queue", "voice_note", ["state", "since"])
    op.create_index(
        "uq_voice_note_live", "voice_note", ["listing_id"], unique=True,
        sqlite_where=LIVE, postgresql_where=LIVE,
    )


def downgrade() -> None:
    op.drop_table("voice_note")
