"""A maker's spoken words about a piece, and how far the office is with writing them down."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalogue.models import Listing
from marketplace.catalogue.voices.states import LIVE
from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key
from marketplace.media.models import Document

ONE = f"state IN {LIVE}"
SPOKEN = ("fa", "az", "other")  # Persian, Azerbaijani Turkish, another


class VoiceNote(Base):
    """unheard → heard (somebody took it) → written_down → agreed | objected; heard → unclear.

    It ends as replaced, taken_back or (with its piece) ended, and its sound with it. At most one of
    a piece lives."""

    __tablename__ = "voice_note"
    __table_args__ = (
        CheckConstraint("seconds > 0", name="seconds"),
        CheckConstraint(f"spoken = '' OR spoken IN {SPOKEN}", name="spoken"),
        Index(
            "uq_voice_note_live",
            "listing_id",
            unique=True,
            sqlite_where=text(ONE),
            postgresql_where=text(ONE),
        ),
        Index("ix_voice_note_queue", "state", "since"),
    )
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))  # None: erased
    state: Mapped[Code]
    seconds: Mapped[int]
    keep_days: Mapped[int]  # after it was written down, as she was promised
    sha256: Mapped[str]  # of what was sent, so that a phone that sends it again sends it once
    sent_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: demo’s tones
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    spoken: Mapped[Code] = mapped_column(default="")  # of SPOKEN, as the office heard it
    story: Mapped[str] = mapped_column(default="")  # what the office has written so far
    reason: Mapped[str] = mapped_column(default="")  # why she is asked again, or what she objects
    since: Mapped[datetime] = mapped_column(default=clock.now)  # when it last changed hands
    listing: Mapped[Listing] = relationship()
    document: Mapped[Document | None] = relationship()
