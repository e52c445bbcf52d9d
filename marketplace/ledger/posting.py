"""Writing an entry: its postings first, then the entry that seals them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, text

from marketplace.kernel import clock
from marketplace.kernel.db import db, session, table
from marketplace.kernel.direct import at_once, each_at_once
from marketplace.kernel.money import home
from marketplace.ledger.models import Entry, Posting

LAST = select(func.max(Entry.id))
NEXT = text("SELECT nextval('ledger_entry_id_seq') FROM generate_series(1, :count)")
FOUND = select(Entry.id).where(
    Entry.kind == bindparam("kind"), Entry.source_kind == bindparam("source"),
    Entry.source_id == bindparam("key"), Entry.turn == bindparam("turn"),
)  # fmt: skip
STANDING = (
    select(Posting.account, Posting.amount, Posting.line_id, Posting.entry_id)
    .join(Entry, Entry.id == Posting.entry_id)
    .where(Entry.subject_kind == bindparam("kind"), Entry.subject_id == bindparam("key"),
           Entry.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(Posting.entry_id, Posting.place)
)  # fmt: skip
POSTINGS, ENTRIES = insert(table(Posting)), insert(table(Entry))
Ref = tuple[str, int]  # a kind and an id


class Unbalanced(ValueError):
    """The debits are not the credits: a mistake in a rule, never a person's."""


@dataclass(frozen=True, slots=True)
class Leg:
    """An amount on an account, in the smallest unit: a debit above nothing, a credit below."""

    account: str
    amount: int
    line_id: int | None = None


def debit(account: str, amount: int, line_id: int | None = None) -> Leg:
    """The account has or is owed so much more."""
    return Leg(account, amount, line_id)


def credit(account: str, amount: int, line_id: int | None = None) -> Leg:
    """The account gave or owes so much more."""
    return Leg(account, -amount, line_id)


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be: `source` is the row that tells the fact, `subject` what it is about; `at`
    in UTC, now without it."""

    kind: str
    subject: Ref
    legs: Sequence[Leg]
    source: Ref
    at: datetime | None = None
    currency: str | None = None  # the house's own
    turn: int = 0


def post(
    kind: str, subject: Ref, legs: Iterable[Leg], *, source: Ref, at: datetime | None = None,
    currency: str | None = None, turn: int = 0,
) -> int | None:  # fmt: skip
    """Write one entry; the same kind, source and turn again writes nothing. Returns its id, None
    when every amount is nothing. `at` in UTC, now without it. Raises Unbalanced."""
    told = merged(legs)
    if told and (before := _found(kind, source, turn)) is not None:
        return before
    (key,) = post_all([Draft(kind, subject, told, source, at, currency, turn)]) or (None,)
    return key


def post_all(drafts: Iterable[Draft]) -> list[int]:
    """Write many entries that are known to be new; returns their ids. Raises Unbalanced."""
    told = [(draft, legs) for draft in drafts if (legs := merged(draft.legs))]
    for draft, legs in told:
        if sum(leg.amount for leg in legs):
            raise Unbalanced(f"{draft.kind} of {draft.source}: {legs}")
    if not told:
        return []
    keys = _keys(len(told))
    now = clock.now()
    each_at_once(POSTINGS, [
        {"entry_id": key, "place": place, "account": leg.account, "amount": leg.amount,
         "currency": draft.currency or home(), "line_id": leg.line_id}
        for key, (draft, legs) in zip(keys, told, strict=True)
        for place, leg in enumerate(legs)
    ])  # fmt: skip
    each_at_once(ENTRIES, [
        {"id": key, "kind": draft.kind, "source_kind": draft.source[0],
         "source_id": draft.source[1], "turn": draft.turn, "subject_kind": draft.subject[0],
         "subject_id": draft.subject[1], "currency": draft.currency or home(),
         "size": len(legs), "at": draft.at or now}
        for key, (draft, legs) in zip(keys, told, strict=True)
    ])  # fmt: skip
    return keys


def _keys(count: int) -> list[int]:
    """The next ids, in order."""
    if db.engine.dialect.name == "sqlite":
        last = at_once(LAST).scalar() or 0
        return list(range(last + 1, last + 1 + count))
    return sorted(session.scalars(NEXT, {"count": count}))


def merged(legs: Iterable[Leg]) -> list[Leg]:
    """One leg for each account and line, in the sequence they came; none of nothing."""
    sums: dict[tuple[str, int | None], int] = {}
    for leg in legs:
        key = leg.account, leg.line_id
        sums[key] = sums.get(key, 0) + leg.amount
    return [Leg(account, amount, line) for (account, line), amount in sums.items() if amount]


def _found(kind: str, source: Ref, turn: int) -> int | None:
    values = {"kind": kind, "source": source[0], "key": source[1], "turn": turn}
    found: int | None = at_once(FOUND, values).scalar()
    return found


def standing(subject: Ref, kinds: Sequence[str]) -> tuple[list[Leg], int]:
    """What entries of these kinds have posted for a subject in all, and how many there are."""
    rows = at_once(STANDING, {"kind": subject[0], "key": subject[1], "kinds": list(kinds)})
    legs = merged(Leg(account, amount, line) for account, amount, line, _ in rows)
    return legs, len({entry for *_, entry in rows})
