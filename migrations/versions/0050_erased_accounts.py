"""Somebody who left for good: a person without a name, a maker without words, and of the event
log and the papers no more than who, when and what."""

import sqlalchemy as sa
from alembic import op

from migrations.append_only import protect, unprotect
from migrations.conditions import check, replace

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

MARK = "…"
REACHABLE = "mobile IS NOT NULL OR email IS NOT NULL"
PERSON = (
    f"(erased_at IS NULL AND ({REACHABLE})) OR (erased_at IS NOT NULL AND mobile IS NULL"
    " AND email IS NULL AND password_hash IS NULL AND NOT active AND name LIKE '#%')"
)
VENDOR = (
    "state <> 'erased' OR (alias_fa = 'هنرمندی از این بازار' AND alias_en = 'A maker of this bazaar'"
    " AND portrait_id IS NULL AND story_fa = '' AND story_en = ''"
    " AND village_fa = '' AND village_en = '' AND district_fa = '' AND district_en = '')"
)
OF_A_VENDOR = (
    "listing", "bank_account", "import", "submission", "vendor_order", "payout", "front_pin",
)  # fmt: skip
OF_A_LISTING = ("revision", "voice_note", "translation")
GONE = {  # the subject of an event → the row that says that its person or maker was erased
    "user": "person p WHERE p.id = OLD.subject_id AND p.erased_at IS NOT NULL",
    "certificate": "certificate c JOIN person p ON p.id = c.user_id"
    " WHERE c.id = OLD.subject_id AND p.erased_at IS NOT NULL",
    "vendor": "vendor v WHERE v.id = OLD.subject_id AND v.state = 'erased'",
    **{
        kind: f'"{kind}" s JOIN vendor v ON v.id = s.vendor_id'
        " WHERE s.id = OLD.subject_id AND v.state = 'erased'"
        for kind in OF_A_VENDOR
    },
    **{
        kind: f'"{kind}" s JOIN listing l ON l.id = s.listing_id'
        " JOIN vendor v ON v.id = l.vendor_id"
        " WHERE s.id = OLD.subject_id AND v.state = 'erased'"
        for kind in OF_A_LISTING
    },
}
ALLOWED = " OR ".join(
    f"(OLD.subject_kind = '{kind}' AND EXISTS (SELECT 1 FROM {rows}))"
    for kind, rows in GONE.items()
)
FIXED = (
    "id", "at", "subject_kind", "subject_id", "name", "actor_kind", "actor_id", "actor_role",
    "on_behalf_of", "from_state", "to_state",
)  # fmt: skip
ON_SQLITE = f"""
NOT EXISTS (
  SELECT 1 FROM json_tree(OLD.changes) o LEFT JOIN json_tree(NEW.changes) n ON n.fullkey = o.fullkey
  WHERE n.type IS NOT o.type
  OR n.atom IS NOT (CASE o.type WHEN 'text' THEN '{MARK}' ELSE o.atom END)
) AND (SELECT count(*) FROM json_tree(OLD.changes)) = (SELECT count(*) FROM json_tree(NEW.changes))
"""  # noqa: S608
WITHOUT_WORDS = f"""
CREATE FUNCTION without_words(value jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
  RETURN CASE jsonb_typeof(value)
    WHEN 'string' THEN to_jsonb('{MARK}'::text)
    WHEN 'array' THEN (
      SELECT coalesce(jsonb_agg(without_words(one) ORDER BY place), '[]'::jsonb)
      FROM jsonb_array_elements(value) WITH ORDINALITY AS every (one, place))
    WHEN 'object' THEN (
      SELECT coalesce(jsonb_object_agg(name, without_words(one)), '{{}}'::jsonb)
      FROM jsonb_each(value) AS every (name, one))
    ELSE value END;
END $$
"""
PAPER_KEPT = (
    "id", "public_id", "kind", "year", "number", "language", "subject_kind", "subject_id",
    "replaces_id", "made_at", "made_by",
)  # fmt: skip
NAMED = {  # who is named on an order's papers: its makers, and staff by these columns
    "vendor_order s JOIN vendor v ON v.id = s.vendor_id": "v.state = 'erased'"
    " AND s.order_id = po.order_id",
    "buyer_order s JOIN person e ON e.id = s.placed_by": "e.erased_at IS NOT NULL"
    " AND s.id = po.order_id",
    "payment s JOIN person e ON e.id = s.taken_by": "e.erased_at IS NOT NULL"
    " AND s.subject_kind = 'order' AND s.subject_id = po.order_id",
    "refund s JOIN person e ON e.id = s.given_by": "e.erased_at IS NOT NULL"
    " AND s.subject_kind = 'order' AND s.subject_id = po.order_id",
    "credit_note s JOIN person e ON e.id = s.made_by": "e.erased_at IS NOT NULL"
    " AND s.order_id = po.order_id",
}
SPEAKS_OF_HER = (
    "EXISTS (SELECT 1 FROM paper_order po WHERE po.paper_id = OLD.id AND ("
    + " OR ".join(f"EXISTS (SELECT 1 FROM {rows} WHERE {erased})" for rows, erased in NAMED.items())
    + "))"
)


def upgrade() -> None:
    op.add_column("person", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    replace("person", "reachable", PERSON)
    check("vendor", "ck_vendor_erased", "", VENDOR)
    unprotect("event")
    _let_words_go()
    _seal_papers(renaming=True)


def downgrade() -> None:
    _keep_words()
    protect("event")
    _seal_papers(renaming=False)
    check("vendor", "ck_vendor_erased", VENDOR, "")
    replace("person", "reachable", REACHABLE)
    op.execute("ALTER TABLE person DROP COLUMN erased_at")


def _let_words_go() -> None:
    """An event loses the words of its reason or of its changes once its subject is erased; nothing
    else of it ever changes."""
    same = _same(FIXED)
    reason = (
        f"({_is('NEW.reason', 'OLD.reason')}"
        f" OR (OLD.reason IS NOT NULL AND {_is('NEW.reason', repr(MARK))}))"
    )
    if _sqlite():
        allowed = f"{same} AND {reason} AND (NEW.changes IS OLD.changes OR ({ON_SQLITE}))"
        refuse = "BEGIN SELECT RAISE(ABORT, 'event is append-only'); END"
        op.execute(
            "CREATE TRIGGER event_no_update BEFORE UPDATE ON event"
            f" WHEN ({allowed} AND ({ALLOWED})) IS NOT 1 {refuse}"
        )
        op.execute(f"CREATE TRIGGER event_no_delete BEFORE DELETE ON event {refuse}")
        return
    op.execute(WITHOUT_WORDS)
    words = (
        "(NEW.changes::jsonb = OLD.changes::jsonb"
        " OR NEW.changes::jsonb = without_words(OLD.changes::jsonb))"
    )
    op.execute(
        "CREATE FUNCTION event_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'UPDATE' THEN IF {same} AND {reason} AND {words} AND ({ALLOWED})"
        " THEN RETURN NEW; END IF; END IF;"
        " RAISE EXCEPTION 'event is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event"
        " FOR EACH ROW EXECUTE FUNCTION event_append_only()"
    )


def _keep_words() -> None:
    unprotect("event")
    if not _sqlite():
        op.execute("DROP FUNCTION without_words(jsonb)")


def _seal_papers(*, renaming: bool) -> None:
    """A paper's body goes once; while it stands it may only lose an erased maker's name."""
    kept = _same(PAPER_KEPT)
    allowed = (
        f"({kept} AND OLD.body IS NOT NULL AND NEW.body IS NULL"
        " AND OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)"
    )
    if renaming:
        allowed += (
            f" OR ({kept} AND OLD.body IS NOT NULL AND NEW.body IS NOT NULL"
            f" AND OLD.erased_at IS NULL AND NEW.erased_at IS NULL AND {SPEAKS_OF_HER})"
        )
    if _sqlite():
        op.execute("DROP TRIGGER paper_no_update")
        op.execute(
            f"CREATE TRIGGER paper_no_update BEFORE UPDATE ON paper WHEN ({allowed}) IS NOT 1"
            " BEGIN SELECT RAISE(ABORT, 'a paper is never changed'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION paper_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP = 'UPDATE' THEN IF {allowed} THEN RETURN NEW; END IF; END IF;"
        " RAISE EXCEPTION 'a paper is never changed'; END $$"
    )


def _same(columns: tuple[str, ...]) -> str:
    return " AND ".join(_is(f"NEW.{name}", f"OLD.{name}") for name in columns)


def _is(one: str, other: str) -> str:
    return f"{one} IS {other}" if _sqlite() else f"{one} IS NOT DISTINCT FROM {other}"


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
