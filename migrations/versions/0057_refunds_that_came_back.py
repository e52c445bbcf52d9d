"""What was given back and came back is owed again: the rules against giving back more than was taken
count it no longer."""

from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

MINE = "subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id"
TAKEN = f"(SELECT coalesce(sum(amount), 0) FROM payment WHERE {MINE})"
EVERY = f"(SELECT coalesce(sum(amount), 0) FROM refund WHERE {MINE})"
STAYED = (
    f"(SELECT coalesce(sum(amount), 0) FROM refund WHERE {MINE}"
    " AND due_id NOT IN (SELECT id FROM refund_due"
    f" WHERE {MINE} AND state = 'dropped'))"
)
RULES = (
    # name, table, when the new row is refused, what it says
    ("refund_within", "refund", f"{{returned}} + NEW.amount > {TAKEN}", "more than was taken"),
    ("payment_undone", "payment", f"NEW.amount < 0 AND {TAKEN} + NEW.amount < {{returned}}",
     "given back already"),
)  # fmt: skip


def upgrade() -> None:
    _count(STAYED)


def downgrade() -> None:
    _count(EVERY)


def _count(returned: str) -> None:
    for name, table, rule, says in RULES:
        when = rule.format(returned=returned)
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER IF EXISTS {name}")
            op.execute(
                f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
            )
        else:
            op.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {when} THEN RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation'; END IF; "
                f"RETURN NEW; END $$"
            )
