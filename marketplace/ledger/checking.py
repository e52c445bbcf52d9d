"""Proving the books: rules that no row may break, each one query over all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Subquery, column, func, select, text

from marketplace.kernel.db import session

MOST = 20  # rows that are named


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold, and a query for `which` rows break it, with what is `booked` and what the
    row itself `told`, in the smallest unit."""

    name: str
    sentence: str
    query: str


@dataclass(frozen=True, slots=True)
class Broken:
    """So many rows break a rule; a sentence for each of the first ones."""

    rule: Rule
    count: int
    sentences: tuple[str, ...]


SUMS = """
SELECT e.id AS which, coalesce(p.total, 0) AS booked, 0 AS told FROM ledger_entry e LEFT JOIN (
  SELECT entry_id, count(*) AS size, sum(amount) AS total, min(currency) AS low,
         max(currency) AS high FROM ledger_posting GROUP BY entry_id
) p ON p.entry_id = e.id
WHERE p.size IS NULL OR p.size <> e.size OR p.total <> 0 OR p.low <> e.currency
   OR p.high <> e.currency
"""
UNSEALED = """
SELECT p.entry_id AS which, sum(p.amount) AS booked, 0 AS told FROM ledger_posting p
WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = p.entry_id) GROUP BY p.entry_id
"""
SNAPSHOT = """
SELECT account || ' ' || currency AS which, sum(booked) AS booked, sum(told) AS told FROM (
  SELECT account, currency, amount AS booked, 0 AS told FROM ledger_posting
  WHERE entry_id <= (SELECT coalesce(max(upto), 0) FROM ledger_snapshot)
  UNION ALL SELECT account, currency, 0, amount FROM ledger_snapshot
) sides GROUP BY account, currency HAVING sum(booked) <> sum(told)
"""
RULES = (
    Rule("sums", "Entry {which} does not balance: its postings sum to {booked}.", SUMS),
    Rule("sealed", "The postings of entry {which} have no entry.", UNSEALED),
    Rule(
        "snapshot", "The snapshot of {which} says {told}, its postings sum to {booked}.", SNAPSHOT
    ),
)


def prove(rules: Sequence[Rule]) -> list[Broken]:
    """Which of these rules are broken; an empty list is a proof that all of them hold."""
    found = [_broken(rule) for rule in rules]
    return [one for one in found if one.count]


def _broken(rule: Rule) -> Broken:
    rows = session.execute(text(f"{rule.query} LIMIT {MOST + 1}")).mappings().all()
    count = len(rows)
    if count > MOST:
        count = session.scalar(select(func.count()).select_from(_rows(rule))) or 0
    told = tuple(rule.sentence.format(**row) for row in rows[:MOST])
    return Broken(rule, count, told)


def _rows(rule: Rule) -> Subquery:
    return text(rule.query).columns(column("which")).subquery()
