"""Mobiles that follow a maker or wait for a piece."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)
OF_A_MAKER = sa.text("listing_id IS NULL")


def upgrade() -> None:
    op.create_table(
        "follower",
        sa.Column("id", ID, nullable=False),
        sa.Column("mobile_hash", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("code", CODE, nullable=False),
        sa.Column("link_token_hash", sa.Text(), nullable=False),
        sa.Column("locale", CODE, nullable=False),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follower")),
        sa.UniqueConstraint("code", name=op.f("uq_follower_code")),
        sa.UniqueConstraint("link_token_hash", name=op.f("uq_follower_link_token_hash")),
        sa.UniqueConstraint("mobile_hash", name=op.f("uq_follower_mobile_hash")),
    )
    op.create_index(op.f("ix_follower_touched_at"), "follower", ["touched_at"])
    op.create_table(
        "follow",
        sa.Column("id", ID, nullable=False),
        sa.Column("follower_id", ID, nullable=False),
        sa.Column("vendor_id", ID, nullable=False),
        sa.Column("listing_id", ID, nullable=True),
        sa.Column("terms_version", CODE, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["follower_id"], ["follower.id"], name=op.f("fk_follow_follower_id")
        ),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_follow_listing_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendor.id"], name=op.f("fk_follow_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint(
            "follower_id", "listing_id", name=op.f("uq_follow_follower_id_listing_id")
        ),
    )
    op.create_index(op.f("ix_follow_listing_id"), "follow", ["listing_id"])
    op.create_index("ix_follow_vendor", "follow", ["vendor_id", "listing_id"])
    op.create_index(
        "uq_follow_maker", "follow", ["follower_id", "vendor_id"], unique=True,
        sqlite_where=OF_A_MAKER, postgresql_where=OF_A_MAKER,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("follow")
    op.drop_table("follower")
