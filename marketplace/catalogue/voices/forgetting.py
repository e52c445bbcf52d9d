"""Sounds end some time after their words are written: never later than she was promised."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from marketplace.catalogue.models import Listing
from marketplace.catalogue.voices import speaking
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.catalogue.voices.states import SETTLED
from marketplace.kernel import clock
from marketplace.kernel.db import locked_all, session


def sounds(before: datetime, limit: int) -> int:
    """Delete up to `limit` sounds whose words were written, or asked for again, before then or
    longer ago than was promised; returns how many. What was written stays."""
    found = session.execute(_due(before).order_by(VoiceNote.id).limit(limit)).all()
    locked_all(Listing, [listing_id for _key, listing_id in found])
    for note in locked_all(VoiceNote, [key for key, _listing in found]):
        speaking.erase(note)
    return len(found)


def count(before: datetime) -> int:
    """How many sounds `sounds` would delete now."""
    return session.scalar(select(func.count()).select_from(_due(before).subquery())) or 0


def _due(before: datetime) -> Select[int, int]:
    return select(VoiceNote.id, VoiceNote.listing_id).where(
        VoiceNote.document_id.is_not(None),
        VoiceNote.state.in_(SETTLED),
        or_(VoiceNote.since < before, *_promised()),
    )


def _promised() -> list[ColumnElement[bool]]:
    """Those kept for as long as was said when they were sent: the office may say longer since."""
    every = session.scalars(select(VoiceNote.keep_days).distinct())
    now = clock.now()
    return [
        and_(VoiceNote.keep_days == days, VoiceNote.since < now - timedelta(days=days))
        for days in every
    ]
