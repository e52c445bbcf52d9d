"""What the office's first page reads of long logs: the newest of staff, the messages of a month."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

ACTED = sa.text("actor_role IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_event_role", "event", ["actor_role", "id"], sqlite_where=ACTED, postgresql_where=ACTED)
    op.create_index("ix_outbox_topic", "outbox", ["topic", "created_at", "state"])


def downgrade() -> None:
    op.drop_index("ix_outbox_topic", "outbox")
    op.drop_index("ix_event_role", "event")
