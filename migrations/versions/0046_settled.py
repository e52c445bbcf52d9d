"""A number for what the office has settled, beside the edition of the public pages."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

edition = sa.table("edition", sa.column("id", sa.Integer), sa.column("number", sa.BigInteger))


def upgrade() -> None:
    """Draw it by lot, as all that follow."""
    op.execute(edition.insert().values(id=2, number=secrets.randbits(62)))


def downgrade() -> None:
    """One number again."""
    op.execute(edition.delete().where(edition.c.id == 2))
