"""What buyers' banks took back of money that gateways had taken, or ask for still."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.kernel.db import session
from marketplace.payments.intents.models import Dispute, Intent
from marketplace.payments.refund_models import BY_HER_BANK, Refund


@dataclass(frozen=True, slots=True)
class Claimed:
    """Amounts in the subject's smallest unit: what banks have `asked` for and nobody has decided,
    and what they `kept` for the buyer that is not counted as given back to her. `reference` of the
    newest."""

    asked: int = 0
    kept: int = 0
    reference: str = ""


def of_all(kind: str, ids: Collection[int]) -> dict[int, Claimed]:
    """What is claimed of each of these subjects; one of which nothing is, is left out."""
    mine = (Intent.subject_kind == kind, Intent.subject_id.in_(set(ids)))
    query = select(Dispute, Intent).join(Intent, Intent.id == Dispute.intent_id)
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    names: dict[int, str] = {}
    found = query.where(*mine, Dispute.state != "won").order_by(Dispute.id) if ids else None
    for dispute, intent in session.execute(found).all() if found is not None else ():
        worth = dispute.amount * intent.amount // intent.charged
        sums[intent.subject_id][dispute.state] += worth
        names[intent.subject_id] = dispute.reference
    counted = _counted(kind, sums)
    claims = {
        key: Claimed(one["opened"], max(0, one["lost"] - counted.get(key, 0)), names[key])
        for key, one in sums.items()
    }
    return {key: one for key, one in claims.items() if one.asked or one.kept}


def of(subject: tuple[str, int]) -> Claimed:
    """What is claimed of one subject."""
    return of_all(subject[0], [subject[1]]).get(subject[1], Claimed())


def lost(intent: Intent) -> int:
    """What banks kept of an intent, in its gateway's smallest unit."""
    query = select(func.coalesce(func.sum(Dispute.amount), 0))
    return int(session.scalar(query.filter_by(intent_id=intent.id, state="lost")) or 0)


def _counted(kind: str, ids: Collection[int]) -> dict[int, int]:
    """What of it is written down as given back."""
    query = select(Refund.subject_id, func.sum(Refund.amount)).where(
        Refund.subject_kind == kind, Refund.subject_id.in_(ids), Refund.method == BY_HER_BANK
    )
    found = session.execute(query.group_by(Refund.subject_id)).all() if ids else ()
    return {key: int(amount) for key, amount in found}
