"""Writing an entry: its postings first, then the entry that seals them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, text

from marketplace.kernel import clock
from marketplace.kernel.db import db, session, table
from marketplace.kernel.money import home
from marketplace.ledger.models import Entry, Posting

NEXT = {
    "sqlite": text("SELECT coalesce(max(id), 0) + 1 FROM ledger_entry"),
    "postgresql": text("SELECT nextval('ledger_entry_id_seq')"),
}
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


def post(
    kind: str, subject: Ref, legs: Iterable[Leg], *, source: Ref, at: datetime | None = None,
    currency: str | None = None, turn: int = 0,
) -> int | None:  # fmt: skip
    """Write one entry; the same kind, source and turn again writes nothing. Returns its id, None
    when every amount is nothing. `at` in UTC, now without it. Raises Unbalanced."""
    told = merged(legs)
    if sum(leg.amount for leg in told):
        raise Unbalanced(f"{kind} of {source}: {told}")
    if not told:
        return None
    if (before := _found(kind, source, turn)) is not None:
        return before
    key = int(session.scalar(NEXT[db.engine.dialect.name]) or 0)
    session.execute(insert(table(Posting)), [
        {"entry_id": key, "place": place, "account": leg.account, "amount": leg.amount,
         "currency": currency or home(), "line_id": leg.line_id}
        for place, leg in enumerate(told)
    ])  # fmt: skip
    session.execute(insert(table(Entry)), {
        "id": key, "kind": kind, "source_kind": source[0], "source_id": source[1], "turn": turn,
        "subject_kind": subject[0], "subject_id": subject[1], "currency": currency or home(),
        "size": len(told), "at": at or clock.now(),
    })  # fmt: skip
    return key


def merged(legs: Iterable[Leg]) -> list[Leg]:
    """One leg for each account and line, in the sequence they came; none of nothing."""
    sums: dict[tuple[str, int | None], int] = {}
    for leg in legs:
        key = leg.account, leg.line_id
        sums[key] = sums.get(key, 0) + leg.amount
    return [Leg(account, amount, line) for (account, line), amount in sums.items() if amount]


def _found(kind: str, source: Ref, turn: int) -> int | None:
    query = select(Entry.id).filter_by(
        kind=kind, source_kind=source[0], source_id=source[1], turn=turn
    )
    return session.scalar(query)


def standing(subject: Ref, kinds: Sequence[str]) -> tuple[list[Leg], int]:
    """What entries of these kinds have posted for a subject in all, and how many there are."""
    query = (
        select(Posting.account, Posting.amount, Posting.line_id, Posting.entry_id)
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Entry.subject_kind == subject[0], Entry.subject_id == subject[1],
               Entry.kind.in_(kinds))
        .order_by(Posting.entry_id, Posting.place)
    )  # fmt: skip
    rows = session.execute(query).all()
    legs = merged(Leg(account, amount, line) for account, amount, line, _ in rows)
    return legs, len({entry for *_, entry in rows})
