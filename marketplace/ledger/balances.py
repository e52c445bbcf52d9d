"""What each account holds: a sum of postings, quicker by a snapshot that can be rebuilt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text, union_all

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.money import home
from marketplace.ledger.models import Entry, Posting, Snapshot
from marketplace.ledger.posting import Ref

SETTLED = timedelta(hours=1)  # longer than any unit of work lasts
LAST = (
    "SELECT coalesce((SELECT min(id) - 1 FROM ledger_entry WHERE at > :young),"
    " (SELECT max(id) FROM ledger_entry), 0)"
)
EMPTY = "DELETE FROM ledger_snapshot"
FILL = (
    "INSERT INTO ledger_snapshot (account, currency, amount, upto)"
    " SELECT account, currency, sum(amount), :upto FROM ledger_posting WHERE entry_id <= :upto"
    " GROUP BY account, currency"
)


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account holds: a debit above nothing, a credit below, in the smallest unit."""

    account: str
    currency: str
    amount: int


@dataclass(frozen=True, slots=True)
class Booked:
    """An entry with its postings: (account, amount) in their sequence."""

    id: int
    kind: str
    source: Ref
    subject: Ref
    currency: str
    at: datetime
    legs: tuple[tuple[str, int], ...]


def balance(account: str, currency: str | None = None) -> int:
    """What one account holds, debits less credits, in the smallest unit of a currency, else of the
    shop's."""
    currency = currency or home()
    known = select(Snapshot.amount, Snapshot.upto).filter_by(account=account, currency=currency)
    amount, upto = session.execute(known).one_or_none() or (0, _upto())
    newer = select(func.sum(Posting.amount)).where(
        Posting.account == account, Posting.currency == currency, Posting.entry_id > upto
    )
    return int(amount) + int(session.scalar(newer) or 0)


def _upto() -> int:
    return session.scalar(select(func.max(Snapshot.upto))) or 0


def trial() -> list[Balance]:
    """Every account that was ever used, by name: they sum to nothing in each currency."""
    upto = _upto()
    known = select(Snapshot.account, Snapshot.currency, Snapshot.amount)
    newer = select(Posting.account, Posting.currency, Posting.amount).where(Posting.entry_id > upto)
    rows = union_all(known, newer).subquery()
    total = func.sum(rows.c.amount)
    query = select(rows.c.account, rows.c.currency, total).group_by(rows.c.account, rows.c.currency)
    return [
        Balance(account, currency, int(amount))
        for account, currency, amount in session.execute(query.order_by(rows.c.account))
    ]


def of_subject(subject: Ref) -> list[Booked]:
    """Every entry about a subject, the oldest first: where its money went."""
    mine = select(Entry).filter_by(subject_kind=subject[0], subject_id=subject[1])
    entries = session.scalars(mine.order_by(Entry.id)).all()
    return with_legs(entries)


def with_legs(entries: Sequence[Entry]) -> list[Booked]:
    """These entries with their postings, by one query."""
    found: dict[int, list[tuple[str, int]]] = {entry.id: [] for entry in entries}
    query = select(Posting).where(Posting.entry_id.in_(found))
    for leg in session.scalars(query.order_by(Posting.entry_id, Posting.place)):
        found[leg.entry_id].append((leg.account, leg.amount))
    return [
        Booked(entry.id, entry.kind, (entry.source_kind, entry.source_id),
               (entry.subject_kind, entry.subject_id), entry.currency, entry.at,
               tuple(found[entry.id]))
        for entry in entries
    ]  # fmt: skip


def rebuild() -> int:
    """Write the snapshot anew up to the last entry that is older than an hour; returns how many
    accounts it has."""
    young = text(LAST).bindparams(young=clock.now() - SETTLED)
    upto = session.scalar(young.columns()) or 0
    session.execute(text(EMPTY))
    session.execute(text(FILL), {"upto": upto})
    return session.scalar(select(func.count()).select_from(Snapshot)) or 0
