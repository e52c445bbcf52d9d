"""Passwords: argon2id, always outside any transaction, a few at a time."""

import secrets
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marketplace.kernel.errors import DomainError
from marketplace.kernel.ids import ALPHABET
from marketplace.kernel.text import N_, fold_joined

LENGTH, LONGEST = 12, 200
EASY = ("password", "qwerty", "asdfgh", "123456", "abcdef", "iloveyou", "letmein", "رمزعبور")

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_few = BoundedSemaphore(4)  # 19 MB each
_nobody = _hasher.hash(secrets.token_hex())


def hash(password: str) -> str:
    """The argon2id hash of a password."""
    with _few:
        return _hasher.hash(password)


def verify(stored: str | None, password: str) -> bool:
    """Whether the password fits; takes as long when there is no hash."""
    with _few:
        try:
            return _hasher.verify(stored or _nobody, password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def generate() -> str:
    """A password to hand over: four groups of four, 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def require_strong(password: str, *names: str) -> None:
    """Refuse what is guessed first; `names` are the person's name and e-mail.

    Raises DomainError(field="password").
    """
    if len(password) < LENGTH:
        raise DomainError(
            N_("Choose a password of at least %(least)s characters; a short sentence is fine."),
            field="password",
            least=LENGTH,
        )
    if len(password) > LONGEST:
        raise DomainError(N_("This password is too long."), field="password")
    plain = fold_joined(password)
    hints = [fold_joined(name.partition("@")[0]) for name in names]
    known = [*EASY, *(hint for hint in hints if len(hint) > 3)]
    if len(set(plain)) < 5 or any(word in plain and len(plain) <= 2 * len(word) for word in known):
        raise DomainError(
            N_("This password is easy to guess. Choose another; a short sentence is fine."),
            field="password",
        )
