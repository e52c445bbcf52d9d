"""Encryption of a stream, chunk by chunk, so that two gigabytes need two megabytes of memory.

A sealed file is MAGIC, 16 bytes of salt, 7 of nonce, then chunks of 1 MiB under AES-256-GCM, each
with its tag. A chunk's nonce is those 7 bytes, its number (4 bytes) and 1 for the last chunk, else
0, so that none can be left out, moved or cut off (the STREAM construction). The key is scrypt's."""

import os
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from marketplace.backup.errors import BackupError

MAGIC = b"caravanserai backup, sealed, 1\n"
SALT, NONCE, TAG = 16, 7, 16
CHUNK = 1 << 20
WRONG_KEY = "The key does not open this archive, or its beginning was changed."
CHANGED = "The archive is cut short or was changed: its part %d does not open."


class Sink(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> object: ...


class Sealer:
    """Writes what it is given, encrypted, to `file`; `close` writes the last chunk."""

    def __init__(self, file: Sink, key: str) -> None:
        self._file = file
        self._header = MAGIC + os.urandom(SALT + NONCE)
        self._box = _box(key, self._header)
        self._waiting = bytearray()
        self._number = 0
        file.write(self._header)

    def write(self, data: bytes, /) -> int:
        """Take bytes; whole chunks go out as soon as more than one is there."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._send(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def close(self) -> None:
        """Write what is left as the last chunk. The file itself stays open."""
        self._send(bytes(self._waiting), last=True)

    def _send(self, chunk: bytes, *, last: bool) -> None:
        nonce = _nonce(self._header, self._number, last)
        self._file.write(self._box.encrypt(nonce, chunk, self._header))
        self._number += 1


class Opener:
    """Reads a sealed file whose MAGIC is already read. Raises BackupError."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        self._file = file
        self._header = MAGIC + file.read(SALT + NONCE)
        self._box = _box(key, self._header)
        self._next = file.read(CHUNK + TAG)
        self._open = b""
        self._number = 0

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""
        while len(self._open) < size and self._next:
            self._open += self._chunk()
        data, self._open = self._open[:size], self._open[size:]
        return data

    def _chunk(self) -> bytes:
        sealed, self._next = self._next, self._file.read(CHUNK + TAG)
        nonce = _nonce(self._header, self._number, not self._next)
        self._number += 1
        try:
            return self._box.decrypt(nonce, sealed, self._header)
        except InvalidTag:
            first = self._number == 1
            raise BackupError(WRONG_KEY if first else CHANGED % self._number) from None


def _box(key: str, header: bytes) -> AESGCM:
    salt = header[len(MAGIC) : len(MAGIC) + SALT]
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << 15, r=8, p=1).derive(key.encode()))


def _nonce(header: bytes, number: int, last: bool) -> bytes:
    return header[-NONCE:] + number.to_bytes(4, "big") + bytes([last])
