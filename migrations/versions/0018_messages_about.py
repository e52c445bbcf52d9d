"""An index for the messages about one order."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_message_subject", "message", ["subject_kind", "subject_id"])


def downgrade() -> None:
    op.drop_index("ix_message_subject", "message")
