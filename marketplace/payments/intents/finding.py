"""Intents by what people and gateways know of them."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from marketplace.kernel import clock
from marketplace.kernel.db import one, session
from marketplace.kernel.direct import ask
from marketplace.payments import subjects
from marketplace.payments.intents.models import OPEN, Dispute, Intent

AFTERWARDS = timedelta(minutes=10)  # so long pieces stay held after her time there has ended
NAMES = (Intent.reference, Intent.trace, Intent.public_id)
ABOUT = (
    select(Intent)
    .where(Intent.gateway == bindparam("gateway"),
           or_(*(name == bindparam("word") for name in NAMES)))
    .order_by(Intent.id.desc())
)  # fmt: skip
OF_SUBJECT = select(Intent).where(*subjects.of_subject(Intent)).order_by(Intent.id.desc())


def by_public_id(public_id: str) -> Intent:
    """The intent with this id. Raises NotFound."""
    return one(Intent, public_id=public_id[:40])


def of_subject(subject: tuple[str, int]) -> Sequence[Any]:
    """A subject's intents to read, newest first."""
    return ask(OF_SUBJECT, {"kind": subject[0], "subject": subject[1]})


def about(gateway: str, word: str) -> Intent | None:
    """The intent that a gateway calls so: by its reference, its trace or our key."""
    return session.scalar(ABOUT, {"gateway": gateway, "word": word}) if word else None


def unsure(limit: int = 100) -> Sequence[Intent]:
    """Those of which nobody knows what became of them, the oldest first."""
    query = select(Intent).where(Intent.state == "unknown").order_by(Intent.id)
    return session.scalars(query.limit(limit)).all()


def disputed(limit: int = 100) -> Sequence[Intent]:
    """Those whose money a bank disputes, the oldest first."""
    query = select(Intent).where(Intent.state == "disputed").order_by(Intent.id)
    return session.scalars(query.limit(limit)).all()


def disputes(limit: int = 100) -> Sequence[tuple[Dispute, Intent]]:
    """What buyers' banks ask back: first what must be answered, the nearest day first."""
    query = select(Dispute, Intent).join(Intent, Intent.id == Dispute.intent_id)
    by_day = query.order_by(Dispute.state != "opened", Dispute.answer_by, Dispute.id.desc())
    return [(row[0], row[1]) for row in session.execute(by_day.limit(limit))]


def disputes_of(kind: str, ids: Collection[int]) -> Sequence[tuple[Dispute, Intent]]:
    """Those of these subjects that must be answered, the nearest day last."""
    query = select(Dispute, Intent).join(Intent, Intent.id == Dispute.intent_id)
    mine = query.where(Intent.subject_kind == kind, Intent.subject_id.in_(ids))
    found = mine.where(Dispute.state == "opened").order_by(Dispute.answer_by.desc())
    return [(row[0], row[1]) for row in session.execute(found)]


def on_its_way(subject: tuple[str, int]) -> bool:
    """Whether money for this subject may still come by itself."""
    mine = select(Intent.id).filter_by(subject_kind=subject[0], subject_id=subject[1])
    return session.scalar(mine.where(may_bring_money()).limit(1)) is not None


def may_bring_money() -> ColumnElement[bool]:
    """An intent without an end, or one that expired and could be paid until some minutes ago: its
    event may be on the way."""
    just_now = Intent.expires_at > clock.now() - AFTERWARDS
    return or_(Intent.state.in_(OPEN), and_(Intent.state == "expired", just_now))
