"""A picture on its way from a phone to the shop; a private document."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

SIZES = (480, 720, 1200)  # px wide, made by the worker
PREVIEW = 240  # px wide, made in the request


class Picture(Base):
    """pending (preview only) → ready | broken. Files stand under `<key>/<width>.<webp|jpg>`."""

    __tablename__ = "picture"
    __table_args__ = (CheckConstraint("width > 0 AND height > 0", name="size"),)
    id: Mapped[Key]
    key: Mapped[Code] = mapped_column(unique=True)
    state: Mapped[Code] = mapped_column(default="pending")
    width: Mapped[int]
    height: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    light: Mapped[int | None]  # as in media.looks; None before they were measured
    detail: Mapped[int | None]
    mark: Mapped[Code] = mapped_column(default="")
    sample: Mapped[bool] = mapped_column(default=False)
    public: Mapped[bool] = mapped_column(
        default=False
    )  # only published pictures have a public path
    uploaded_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class PictureMark(Base):
    """A quarter of a picture's mark: of two that differ in three places one quarter is the same."""

    __tablename__ = "picture_mark"
    __table_args__ = (CheckConstraint("quarter BETWEEN 0 AND 3", name="quarter"),)
    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    picture_id: Mapped[int] = mapped_column(
        ForeignKey("picture.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Document(Base):
    """An encrypted file for the office's eyes; every view is an event."""

    __tablename__ = "document"
    id: Mapped[Key]
    key: Mapped[Code] = mapped_column(unique=True)
    content_type: Mapped[Code]
    size: Mapped[int]
    uploaded_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
