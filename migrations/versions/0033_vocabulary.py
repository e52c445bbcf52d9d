"""The words of the shop, and the shapes under which a slip of the finger finds them."""

import sqlalchemy as sa
from alembic import op

from marketplace.discovery.language.spelling import shapes

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
TERM = sa.table("search_term", sa.column("word"), sa.column("shown"), sa.column("listings"))
SHAPE = sa.table("search_shape", sa.column("shape"), sa.column("word"))


def upgrade() -> None:
    op.rename_table("search_word", "search_word_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX pk_search_word RENAME TO pk_search_word_before")
    op.drop_index("ix_search_word_listing_id", "search_word_before")
    op.create_table(
        "search_word",
        sa.Column("listing_id", ID, autoincrement=False, nullable=False),
        sa.Column("word", WORD, nullable=False),
        sa.Column("title", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_search_word_listing_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("listing_id", "word", name=op.f("pk_search_word")),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.execute(
        "INSERT INTO search_word (listing_id, word, title) SELECT listing_id, word, max(title)"
        " FROM search_word_before GROUP BY listing_id, word"
    )
    op.drop_table("search_word_before")
    op.create_index("ix_search_word_walk", "search_word", ["word", "title", "listing_id"])
    op.create_table(
        "search_term",
        sa.Column("word", WORD, nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("listings", ID, nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_term")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_shape",
        sa.Column("shape", WORD, nullable=False),
        sa.Column("word", WORD, nullable=False),
        sa.ForeignKeyConstraint(
            ["word"], ["search_term.word"], name=op.f("fk_search_shape_word"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("shape", "word", name=op.f("pk_search_shape")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_search_shape_word"), "search_shape", ["word"])
    op.create_table(
        "search_synonym",
        sa.Column("id", ID, nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("meant", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_synonym")),
    )
    op.create_index(op.f("ix_listing_price"), "listing", ["state", "price", "turn", "id", "sellable_until"])
    _learn()


def _learn() -> None:
    line = op.get_bind()
    counted = sa.text("SELECT word, count(*) FROM search_word GROUP BY word")
    words = {word: number for word, number in line.execute(counted) if word.isalpha()}
    if words:
        op.bulk_insert(
            TERM, [{"word": one, "shown": one, "listings": each} for one, each in words.items()]
        )
        op.bulk_insert(
            SHAPE, [{"shape": shape, "word": one} for one in words for shape in sorted(shapes(one))]
        )


def downgrade() -> None:
    op.drop_index(op.f("ix_listing_price"), "listing")
    op.drop_table("search_synonym")
    op.drop_table("search_shape")
    op.drop_table("search_term")
    op.drop_index("ix_search_word_walk", "search_word")
    op.rename_table("search_word", "search_word_after")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX pk_search_word RENAME TO pk_search_word_after")
    op.create_table(
        "search_word",
        sa.Column("word", WORD, nullable=False),
        sa.Column("listing_id", ID, autoincrement=False, nullable=False),
        sa.Column("title", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_search_word_listing_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "listing_id", "title", name=op.f("pk_search_word")),
    )  # fmt: skip
    op.execute(
        "INSERT INTO search_word (word, listing_id, title)"
        " SELECT word, listing_id, title FROM search_word_after"
    )
    op.drop_table("search_word_after")
    op.create_index(op.f("ix_search_word_listing_id"), "search_word", ["listing_id"])
