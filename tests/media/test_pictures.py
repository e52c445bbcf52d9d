"""Pictures kept: their sizes, their room, their end; papers kept sealed."""

import pytest

from marketplace.kernel import outbox
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import NotFound
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents, pictures, storage
from marketplace.media.models import Picture
from tests.support import factories as make


@pytest.fixture(autouse=True)
def _folder(session):
    """An app context with its folder."""


def kept(**size):
    return make.a_picture(**size).key


def found(key):
    return database.query(Picture).filter_by(key=key).one()


def files(key):
    return {path.name for path in storage.pictures.path(key, "x").parent.iterdir()}


def test_a_preview_is_there_at_once_and_the_rest_after_the_worker():
    key = kept(width=900, height=1200)
    assert files(key) == {"original.jpg", "240.webp", "240.jpg"}
    assert pictures.widths(found(key)) == (240,)
    database.rollback()
    outbox.drain()
    assert files(key) >= {"480.webp", "720.jpg"}
    assert not any(name.startswith("1200") for name in files(key))
    assert pictures.widths(found(key)) == (240, 480, 720)


def test_the_worker_may_come_by_twice():
    key = kept()
    database.rollback()
    outbox.drain()
    with unit_of_work():
        row = database.query(Outbox).filter_by(key=f"picture-{key}").one()
        row.state = "waiting"
    outbox.drain()
    assert found(key).state == "ready"


def test_a_lost_original_is_told_to_staff_and_not_tried_for_ever():
    key = kept()
    storage.pictures.path(key, "original.jpg").unlink()
    database.rollback()
    outbox.drain()
    row = database.query(Outbox).filter_by(key=f"picture-{key}").one()
    assert (row.state, found(key).state) == ("failed", "broken")


def test_a_discarded_picture_takes_its_files_along_an_hour_later(clock):
    key = kept()
    with unit_of_work():
        pictures.discard(found(key))
    outbox.drain()
    assert files(key)
    clock.advance(minutes=61)
    outbox.drain()
    assert not storage.pictures.path(key, "x").parent.exists()


def test_a_full_folder_refuses_with_a_sentence_and_writes_nothing(monkeypatch):
    monkeypatch.setattr(storage.pictures, "quota", storage.pictures.used() + 10)
    before = storage.pictures.used()
    with pytest.raises(storage.StorageFull), unit_of_work():
        pictures.store(pictures.check(make.a_jpeg()), None)
    assert storage.pictures.used() == before
    assert database.query(Picture).count() == 0


def test_a_disk_error_leaves_no_half_file(monkeypatch):
    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(storage.StorageFull):
        storage.pictures.write("abcdef", "x.jpg", b"data")
    assert not list(storage.pictures.path("abcdef", "x").parent.iterdir())


def test_a_paper_lies_sealed_and_opens_again(clock):
    sent = make.a_jpeg()
    with unit_of_work():
        document = documents.store(documents.check(sent), None)
    on_disk = storage.documents.path(document.key, documents.NAME).read_bytes()
    assert b"\xff\xd8\xff" not in on_disk
    assert documents.open(document).startswith(b"\xff\xd8\xff")
    with unit_of_work():
        documents.discard(document)
    clock.advance(minutes=61)
    outbox.drain()
    with pytest.raises(NotFound):
        documents.open(document)
