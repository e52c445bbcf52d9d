"""What staff ask about the pieces of a craft, and what pieces answer."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CODE = sa.String(length=40)
MOMENT = sa.DateTime(timezone=True)
CONTENTS = ("listing", "revision")


def upgrade() -> None:
    op.create_table(
        "attribute",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        *(
            sa.Column(f"{name}_{locale}", sa.Text(), nullable=False)
            for name in ("name", "help", "unit")
            for locale in ("fa", "en")
        ),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("filterable", sa.Boolean(), nullable=False),
        sa.Column("varies", sa.Boolean(), nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "kind IN ('text', 'number', 'choice', 'yes_no')", name=op.f("ck_attribute_kind")
        ),
        sa.CheckConstraint(
            "filterable = false OR kind <> 'text'", name=op.f("ck_attribute_filterable")
        ),
        sa.CheckConstraint("varies = false OR kind = 'choice'", name=op.f("ck_attribute_varies")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute")),
    )
    op.create_table(
        "attribute_craft",
        sa.Column("attribute_id", ID, nullable=False),
        sa.Column("craft_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["attribute_id"], ["attribute.id"], name=op.f("fk_attribute_craft_attribute_id")
        ),
        sa.ForeignKeyConstraint(
            ["craft_id"], ["category.id"], name=op.f("fk_attribute_craft_craft_id")
        ),
        sa.PrimaryKeyConstraint("attribute_id", "craft_id", name=op.f("pk_attribute_craft")),
    )
    op.create_index(op.f("ix_attribute_craft_craft_id"), "attribute_craft", ["craft_id"])
    op.create_table(
        "attribute_choice",
        sa.Column("id", ID, nullable=False),
        sa.Column("attribute_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("name_fa", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["attribute_id"], ["attribute.id"], name=op.f("fk_attribute_choice_attribute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute_choice")),
    )
    op.create_index(op.f("ix_attribute_choice_attribute_id"), "attribute_choice", ["attribute_id"])
    op.create_table(
        "listing_attribute",
        sa.Column("listing_id", ID, nullable=False),
        sa.Column("attribute_id", ID, nullable=False),
        sa.Column("value", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["attribute_id"], ["attribute.id"], name=op.f("fk_listing_attribute_attribute_id")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_attribute_listing_id")
        ),
        sa.PrimaryKeyConstraint("listing_id", "attribute_id", name=op.f("pk_listing_attribute")),
    )
    op.create_index(
        "ix_listing_attribute_facet", "listing_attribute", ["attribute_id", "value", "listing_id"]
    )
    for table in CONTENTS:
        op.add_column(
            table, sa.Column("attributes", sa.JSON(), nullable=False, server_default="{}")
        )


def downgrade() -> None:
    for table in CONTENTS:
        op.drop_column(table, "attributes")
    for table in ("listing_attribute", "attribute_choice", "attribute_craft", "attribute"):
        op.drop_table(table)
