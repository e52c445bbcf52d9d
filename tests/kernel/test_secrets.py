"""What is sealed reads back only under a key we still hold; keyed hashes tell nothing."""

from collections.abc import Iterator

import pytest

from marketplace.kernel import secrets


@pytest.fixture(autouse=True)
def _keys() -> Iterator[None]:
    before = list(secrets._keys)
    secrets.use("new key", "old key")
    yield
    secrets._keys[:] = before


def test_sealed_reads_back_also_after_the_key_was_changed() -> None:
    secrets.use("old key")
    box = secrets.seal(b"123456")
    secrets.use("new key", "old key")
    assert secrets.unseal(box) == b"123456"
    assert b"123456" not in box


def test_a_changed_box_or_a_lost_key_gives_nothing() -> None:
    box = secrets.seal(b"123456")
    assert secrets.unseal(box[:-2] + b"xx") is None
    secrets.use("another key")
    assert secrets.unseal(box) is None


def test_a_hash_depends_on_the_key_and_on_where_parts_end() -> None:
    parts = (["ab", ""], ["a", "b"], ["", "ab"], ["\ud800"])
    hashes = [secrets.keyed_hash(*some) for some in parts]
    again = secrets.keyed_hash("a", "b")
    secrets.use("another key")
    assert again in hashes
    assert len({*hashes, secrets.keyed_hash("a", "b")}) == 5
