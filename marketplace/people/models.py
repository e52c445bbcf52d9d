"""A person with an account, her roles, codes and consents."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

STAFF_ROLES = ("clerk", "trainer", "moderator", "treasurer", "administrator")


REACHABLE = "mobile IS NOT NULL OR email IS NOT NULL"


class User(Base):
    """Signs in by mobile (artisan) or by e-mail or mobile with a password (staff).

    Once erased her name is a token and nothing else says who she was."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(
            f"(erased_at IS NULL AND ({REACHABLE})) OR (erased_at IS NOT NULL AND mobile IS NULL"
            " AND email IS NULL AND password_hash IS NULL AND NOT active AND name LIKE '#%')",
            name="reachable",
        ),
    )
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[str]
    mobile: Mapped[Code | None] = mapped_column(unique=True)  # E.164
    email: Mapped[str | None] = mapped_column(unique=True)  # lower case
    password_hash: Mapped[str | None]
    session_version: Mapped[int] = mapped_column(default=1)
    active: Mapped[bool] = mapped_column(default=True)
    locale: Mapped[Code] = mapped_column(default="fa")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    erased_at: Mapped[datetime | None]
    grants: Mapped[list["RoleGrant"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)


class RoleGrant(Base):
    """A staff role; being an artisan is membership of a vendor, not a grant."""

    __tablename__ = "role_grant"
    __table_args__ = (CheckConstraint(f"role IN {STAFF_ROLES}", name="role"),)
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[Code] = mapped_column(primary_key=True)


class Invitation(Base):
    """A link by which somebody becomes staff: single use, expiring, only its keyed hash kept."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("mobile IS NOT NULL OR email IS NOT NULL", name="reachable"),
        CheckConstraint("accepted_at IS NULL OR withdrawn_at IS NULL", name="one_end"),
        *(
            Index(
                f"uq_invitation_open_{column}",
                column,
                unique=True,
                sqlite_where=text("accepted_at IS NULL AND withdrawn_at IS NULL"),
                postgresql_where=text("accepted_at IS NULL AND withdrawn_at IS NULL"),
            )
            for column in ("email", "mobile")
        ),
    )
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[str]
    mobile: Mapped[Code | None]  # E.164
    email: Mapped[str | None]  # lower case
    roles: Mapped[str]  # of STAFF_ROLES, a space between
    locale: Mapped[Code]
    token_hash: Mapped[str] = mapped_column(unique=True)
    invited_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class PasswordReset(Base):
    """A link by which a staff member sets a new password: single use, only its keyed hash kept."""

    __tablename__ = "password_reset"
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class SecondFactor(Base):
    """The secret that a staff member's authenticator app shares with us, sealed."""

    __tablename__ = "second_factor"
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    sealed: Mapped[bytes]
    last_step: Mapped[int]  # of the clock, half a minute each; no code of it or before works again
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class RecoveryCode(Base):
    """A printed code that stands in for the app, once; only its keyed hash is kept."""

    __tablename__ = "recovery_code"
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[datetime | None]


class OneTimeCode(Base):
    """A code sent by SMS, for signing in or reserving; only its keyed hash is kept."""

    __tablename__ = "one_time_code"
    id: Mapped[Key]
    purpose: Mapped[Code]  # sign_in | reservation | order_status | order_list
    mobile: Mapped[Code] = mapped_column(index=True)
    browser_hash: Mapped[str]
    code_hash: Mapped[str]
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class CardCode(Base):
    """A printed sign-in code that the office hands to a maker: single use, expiring."""

    __tablename__ = "card_code"
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class TextVersion(Base):
    """A public text as the office published it, in both languages. Never changed (by trigger)."""

    __tablename__ = "text_version"
    __table_args__ = (
        UniqueConstraint("name", "number"),
        CheckConstraint("number > 0", name="number"),
    )
    id: Mapped[Key]
    name: Mapped[Code]  # people.terms.NAMES
    number: Mapped[int]
    text_fa: Mapped[str]
    text_en: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Consent(Base):
    """What a person agreed to, in which version, and who recorded it. Revoked, never deleted."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "purpose", "version"),)
    id: Mapped[Key]
    subject_kind: Mapped[Code]  # user | vendor | order | voice_note
    subject_id: Mapped[int]
    purpose: Mapped[Code]  # terms | privacy | reservation | name | photo | voice
    version: Mapped[Code]
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    revoked_at: Mapped[datetime | None]
