"""The second factor of staff: six digits of an app, or one of ten printed recovery codes."""

from datetime import timedelta

import pyotp
from sqlalchemy import delete, func, select, update

from marketplace.kernel import clock, eventlog, ids, limits, preferences
from marketplace.kernel.db import session, table
from marketplace.kernel.errors import DomainError
from marketplace.kernel.secrets import keyed_hash, seal, unseal
from marketplace.kernel.text import N_, to_ascii_digits
from marketplace.people.models import RecoveryCode, SecondFactor, User

STEP = 30  # seconds
CODES = 10
TRIES = ((10, timedelta(minutes=15)), (60, timedelta(days=1)))
WRONG = N_("This code is not right. Write the one that the app shows now.")
STANDS = N_("A second factor is set up already.")


def new_secret() -> str:
    """A secret for an app, in base 32; kept nowhere until `set_up`."""
    return pyotp.random_base32()


def address(secret: str, user: User, issuer: str) -> str:
    """What the QR picture says: an otpauth address."""
    name = user.email or user.mobile or user.name
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=name, issuer_name=issuer)


def required(user: User) -> bool:
    """Whether one of her roles must have a second factor."""
    return bool(user.roles & set(preferences.load().second_factor_roles.split()))


def stands(user: User) -> bool:
    """Whether she has one."""
    return session.get(SecondFactor, user.id) is not None


def count_try(user_id: int) -> None:
    """Count one typed code, in a unit of its own. Raises TooMany."""
    bucket = f"factor:{{}}:{keyed_hash(str(user_id))}"
    limits.count_all([limits.Try(bucket.format(n), *one) for n, one in enumerate(TRIES)])


def set_up(user: User, secret: str, code: str) -> list[str]:
    """Keep the secret once a code proves that the app has it; returns the recovery codes.

    Raises DomainError(field="code").
    """
    step = _step(secret, code)
    if step is None:
        raise DomainError(WRONG, field="code")
    if session.get(SecondFactor, user.id, with_for_update=True):
        raise DomainError(STANDS, field="code")
    session.add(SecondFactor(user_id=user.id, sealed=seal(secret.encode()), last_step=step))
    session.flush()
    eventlog.record("user", user.id, "second_factor_set_up")
    return _new_codes(user)


def use(user: User, typed: str) -> None:
    """Accept a code of the app or a recovery code; neither works a second time.

    Raises DomainError(field="code").
    """
    if not (_use_step(user, typed) or _use_recovery(user, typed)):
        raise DomainError(WRONG, field="code")


def renew_codes(user: User) -> list[str]:
    """Ten new recovery codes; the former stop working."""
    eventlog.record("user", user.id, "recovery_codes_renewed")
    return _new_codes(user)


def codes_left(user: User) -> int:
    """How many recovery codes still work."""
    mine = select(func.count()).select_from(RecoveryCode).filter_by(user_id=user.id, used_at=None)
    return session.scalar(mine) or 0


def remove(user: User) -> bool:
    """Take it away, with its recovery codes; False when there was none."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    gone = session.execute(
        delete(table(SecondFactor))
        .where(SecondFactor.user_id == user.id)
        .returning(SecondFactor.user_id)
    ).first()
    if gone:
        eventlog.record("user", user.id, "second_factor_removed")
    return gone is not None


def _step(secret: str, typed: str) -> int | None:
    """The time step to which the code belongs: this one or a neighbour."""
    code = "".join(to_ascii_digits(typed[:64]).split())
    now = int(clock.now().timestamp()) // STEP
    app = pyotp.TOTP(secret, interval=STEP)
    fits = [step for step in (now - 1, now, now + 1) if ids.same(app.generate_otp(step), code)]
    return fits[-1] if fits else None


def _use_step(user: User, typed: str) -> bool:
    factor = session.get(SecondFactor, user.id)
    secret = unseal(factor.sealed) if factor else None
    step = _step(secret.decode(), typed) if secret else None
    if step is None:
        return False
    mine = table(SecondFactor)
    fresh = (mine.c.user_id == user.id) & (mine.c.last_step < step)
    moved = update(mine).where(fresh).values(last_step=step).returning(mine.c.user_id)
    return session.execute(moved).first() is not None


def _use_recovery(user: User, typed: str) -> bool:
    mine = table(RecoveryCode)
    spent = session.execute(
        update(mine)
        .where(
            mine.c.user_id == user.id,
            mine.c.code_hash == _hash(user, ids.normalise_code(typed) or ""),
            mine.c.used_at.is_(None),
        )
        .values(used_at=clock.now())
        .returning(mine.c.id)
    ).first()
    if spent:
        eventlog.record("user", user.id, "recovery_code_used")
    return spent is not None


def _new_codes(user: User) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = [ids.order_code() for _ in range(CODES)]
    session.add_all(RecoveryCode(user_id=user.id, code_hash=_hash(user, one)) for one in codes)
    return codes


def _hash(user: User, code: str) -> str:
    return keyed_hash("recovery", str(user.id), code)
