"""Secrets at rest: Fernet encryption and keyed hashes under keys drawn from SECRET_KEY."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_keys: list[bytes] = []


def use(*secret_keys: str) -> None:
    """Set the keys: the first encrypts, the others still decrypt (rotation)."""
    _keys[:] = [hashlib.sha256(b"caravanserai:" + key.encode()).digest() for key in secret_keys]


def _box() -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in _keys])


def seal(data: bytes) -> bytes:
    """Encrypt and authenticate."""
    return _box().encrypt(data)


def unseal(data: bytes) -> bytes | None:
    """Decrypt; None when it was changed or its key is gone."""
    try:
        return _box().decrypt(data)
    except InvalidToken:
        return None


def keyed_hash(*parts: str) -> str:
    """HMAC-SHA256 in hex of the parts in order; each part's length counts."""
    message = b"".join(
        len(data).to_bytes(4, "big") + data
        for data in (part.encode("utf-8", "surrogatepass") for part in parts)
    )
    return hmac.digest(_keys[0], message, "sha256").hex()
