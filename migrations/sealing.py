"""Triggers of the books: an entry is taken only when its postings balance, and is closed then."""

from alembic import op

SUMS = (
    "(SELECT count(*) FROM ledger_posting WHERE entry_id = NEW.id) <> NEW.size"
    " OR (SELECT sum(amount) FROM ledger_posting WHERE entry_id = NEW.id) <> 0"
    " OR EXISTS (SELECT 1 FROM ledger_posting"
    " WHERE entry_id = NEW.id AND currency <> NEW.currency)"
)
TWICE = (
    "EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM ledger_entry"
    " WHERE kind = NEW.kind AND source_kind = NEW.source_kind AND source_id = NEW.source_id"
    " AND turn = NEW.turn)"
)
SEALED = "EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id)"
RULES = (
    # name, table, when the new row is refused, what it says
    ("ledger_entry_balances", "ledger_entry", SUMS, "the postings do not balance"),
    ("ledger_entry_once", "ledger_entry", TWICE, "this entry is there already"),
    ("ledger_posting_sealed", "ledger_posting", SEALED, "this entry is sealed"),
)


def seal() -> None:
    """Refuse what does not balance, what is there already, and what comes after its entry."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, when, says in RULES:
        if sqlite:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation'; END IF; "
            f"RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    if not sqlite:
        for table in ("ledger_entry", "ledger_posting"):
            op.execute(
                f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table}"
                f" EXECUTE FUNCTION {table}_append_only()"
            )


def unseal() -> None:
    """Drop these triggers, before their tables are dropped."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        for table in ("ledger_entry", "ledger_posting"):
            op.execute(f"DROP TRIGGER {table}_kept ON {table}")
    for name, table, _when, _says in RULES:
        op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}")
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}()")
