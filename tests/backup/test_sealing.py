"""A sealed stream opens with its key and whole, or not at all."""

import io

import pytest

from marketplace.backup.errors import BackupError
from marketplace.backup.sealing import CHUNK, MAGIC, NONCE, SALT, TAG, Opener, Sealer

KEY = "a key that is long enough"
FIRST = len(MAGIC) + SALT + NONCE  # where the first chunk begins
STEP = CHUNK + TAG


def sealed(data: bytes, piece: int = 300_000) -> bytes:
    file = io.BytesIO()
    sealer = Sealer(file, KEY)
    for start in range(0, len(data), piece):
        sealer.write(data[start : start + piece])
    sealer.close()
    return file.getvalue()


def opened(data: bytes, key: str = KEY) -> bytes:
    file = io.BytesIO(data)
    assert file.read(len(MAGIC)) == MAGIC
    opener, found = Opener(file, key), b""
    while part := opener.read(700_000):
        found += part
    return found


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5])
def test_what_goes_in_comes_out(size):
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    closed = sealed(data)
    assert opened(closed) == data
    assert data[:64] not in closed or size < 64


def test_the_same_bytes_never_look_the_same():
    assert sealed(b"the same") != sealed(b"the same")


def test_another_key_opens_nothing():
    with pytest.raises(BackupError, match="key does not open"):
        opened(sealed(b"x" * 2 * CHUNK), "another key, as long")


@pytest.mark.parametrize("where", [len(MAGIC), FIRST - 1, FIRST, FIRST + STEP, -1])
def test_one_changed_bit_is_seen(where):
    closed = bytearray(sealed(b"x" * 2 * CHUNK))
    closed[where] ^= 1
    with pytest.raises(BackupError):
        opened(bytes(closed))


@pytest.mark.parametrize("length", [FIRST, FIRST + STEP, FIRST + 2 * STEP, FIRST + STEP + 9])
def test_a_cut_end_is_seen_even_between_chunks(length):
    closed = sealed(b"x" * (2 * CHUNK + 10))
    if length == FIRST:
        assert opened(closed[:length]) == b""  # nothing is read, so the archive's list is missing
        return
    with pytest.raises(BackupError):
        opened(closed[:length])


def test_chunks_in_another_order_are_seen():
    closed = sealed(b"a" * CHUNK + b"b" * CHUNK + b"c")
    first, second = closed[FIRST : FIRST + STEP], closed[FIRST + STEP : FIRST + 2 * STEP]
    with pytest.raises(BackupError):
        opened(closed[:FIRST] + second + first + closed[FIRST + 2 * STEP :])
    with pytest.raises(BackupError, match="part 2"):
        opened(closed[:FIRST] + first + first + closed[FIRST + 2 * STEP :])
