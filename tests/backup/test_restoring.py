"""From one house into another: everything arrives, or nothing is touched."""

import dataclasses
import shutil

import pytest
from sqlalchemy import inspect, select, text

from marketplace.backup import manifest as manifests
from marketplace.catalogue import sharing
from marketplace.catalogue.models import Listing
from marketplace.kernel import outbox
from marketplace.kernel.db import db, session as database
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.unit import unit_of_work
from marketplace.media import documents, pictures, storage
from marketplace.media.models import Document, Picture
from marketplace.orders.models import Order
from marketplace.stock.models import Lot
from marketplace.vendors import eligibility
from tests.support import factories as make

KEY = "a key that is long enough"


@pytest.fixture
def full(house):
    """A shop with an order, a picture in all sizes, a new one, its piece's shared pictures, and a
    sealed paper."""
    with house.app.app_context():
        make.a_picture(width=900, height=1200)
        make.an_order()
        database.rollback()
        outbox.drain()
        make.a_draft()
        with unit_of_work():
            documents.store(documents.check(make.a_jpeg()), None)
        database.rollback()
    return house


def rows(house, model):
    with house.app.app_context():
        return database.scalars(select(model)).all()


@pytest.mark.parametrize("key", ["", KEY])
def test_everything_arrives(full, elsewhere, tmp_path, key, monkeypatch):
    full.app.extensions["settings"] = dataclasses.replace(
        full.app.extensions["settings"], backup_key=key
    )
    file = str(tmp_path / "shop.backup")
    said = full.must("backup", file)
    assert "1 orders" in said
    assert ("Encrypted." in said) is bool(key)
    assert "is whole" in full.must("backup", "verify", file)
    code, keys = rows(full, Order)[0].code, {one.key for one in rows(full, Picture)}
    full.app.extensions["settings"] = dataclasses.replace(
        full.app.extensions["settings"], backup_key=""
    )

    there = elsewhere(backup_key=key)
    report = there.must("restore", file)
    assert "Counts, files and foreign keys are as in the archive." in report
    assert "differed for 0 vendors and 0 listings" in report
    with there.app.app_context():
        assert [one.code for one in database.scalars(select(Order))] == [code]
        for picture in database.scalars(select(Picture)):
            assert all(
                storage.pictures.path(picture.key, f"{width}.webp").is_file()
                for width in pictures.widths(picture)
            )
        assert {one.key for one in database.scalars(select(Picture))} == keys
        (drawn,) = database.scalars(select(Listing.share_key).where(Listing.share_key.is_not(None)))
        for language in sharing.LANGUAGES:
            assert storage.pictures.path(drawn, sharing.name(language)).is_file()
        paper = database.scalars(select(Document)).one()
        assert documents.open(paper).startswith(b"\xff\xd8\xff")
        assert [lot.held for lot in database.scalars(select(Lot)) if lot.held] == [1]
        assert eligibility.drifted() == []
        assert database.get(Heartbeat, "backup") is None  # it was written after the snapshot
        make.an_order()  # ids go on, nothing collides


def test_staff_see_when_it_last_ran_and_that_it_failed(full, tmp_path):
    full.must("backup", str(tmp_path / "one"))
    assert rows(full, Heartbeat)[0].error is None
    taken = full.run("backup", str(tmp_path / "one"))
    assert taken.exit_code == 1
    assert "is there already" in taken.output
    with full.app.app_context():
        assert database.get(Heartbeat, "backup").error == "BackupError"


def test_a_file_already_lost_does_not_stop_the_copy_and_is_named(full, elsewhere, tmp_path):
    lost = rows(full, Picture)[0].key
    storage.pictures.path(lost, "480.jpg").unlink()
    said = full.must("backup", str(tmp_path / "one"))
    assert f"Lost before the copy: media/{lost[:2]}/{lost}/480.jpg" in said
    report = elsewhere().must("restore", str(tmp_path / "one"))
    assert "Counts, files and foreign keys are as in the archive." in report
    assert "Lost before the copy" in report


def test_a_house_with_people_is_not_overwritten_unless_told(full, elsewhere, tmp_path):
    full.must("backup", str(tmp_path / "one"))
    there = elsewhere()
    with there.app.app_context():
        kept = make.a_user().public_id
        database.rollback()
    refused = there.run("restore", str(tmp_path / "one"))
    assert refused.exit_code == 1
    assert "add --replace" in refused.output
    with there.app.app_context():
        assert database.scalars(select(make.User)).one().public_id == kept
        old = make.a_picture().key
        database.rollback()
    there.must("restore", str(tmp_path / "one"), "--replace")
    with there.app.app_context():
        assert not database.scalars(select(make.User).filter_by(public_id=kept)).first()
        assert database.scalars(select(Order)).one()
    assert not storage.pictures.path(old, "240.jpg").exists()


def test_files_alone_make_a_house_not_empty(full, elsewhere, tmp_path):
    full.must("backup", str(tmp_path / "one"))
    there = elsewhere()
    storage.pictures.write("abcdef", "original.jpg", b"somebody's picture")
    assert "add --replace" in there.run("restore", str(tmp_path / "one")).output
    assert storage.pictures.read("abcdef", "original.jpg") == b"somebody's picture"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"migration": "0000"}, "git checkout v0.0.1"),
        ({"engine": "another"}, "Name a"),
        ({"secret": "another"}, "SECRET_KEY is not the one of the backup"),
    ],
)
def test_a_backup_of_another_kind_is_refused_with_what_to_do(
    full, elsewhere, tmp_path, monkeypatch, engine_name, changes, sentence
):
    if "engine" in changes:
        changes = {"engine": {"sqlite": "postgresql", "postgresql": "sqlite"}[engine_name]}
        monkeypatch.setattr(
            "marketplace.backup.making.DATABASES", {engine_name: _other(engine_name)}
        )
    tell = manifests.Manifest.to_json
    changed = changes | {"version": "0.0.1", "commit": ""}
    monkeypatch.setattr(
        manifests.Manifest, "to_json", lambda self: tell(dataclasses.replace(self, **changed))
    )
    full.must("backup", str(tmp_path / "one"))
    there = elsewhere()
    refused = there.run("restore", str(tmp_path / "one"))
    assert refused.exit_code == 1
    assert sentence in refused.output
    assert rows(there, Order) == []
    assert not list(storage.pictures.root.glob("*"))
    if "secret" in changes:
        there.must("restore", str(tmp_path / "one"), "--other-secret")


def _other(engine_name):
    return {"sqlite": "database.pgdump", "postgresql": "database.sqlite"}[engine_name]


def test_a_damaged_archive_touches_nothing(full, elsewhere, tmp_path):
    path = tmp_path / "one"
    full.must("backup", str(path))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    there = elsewhere()
    with there.app.app_context():
        make.a_user()
        database.rollback()
    for command in (("restore", str(path), "--replace"), ("backup", "verify", str(path))):
        refused = there.run(*command)
        assert refused.exit_code == 1
        assert refused.output.startswith("Error: ")
    assert len(rows(there, make.User)) == 1
    assert not (there.app.extensions["settings"].var_dir / "backup-work").exists()


def test_a_running_shop_is_not_restored_over(full, elsewhere, tmp_path, engine_name):
    from sqlalchemy import create_engine

    full.must("backup", str(tmp_path / "one"))
    there = elsewhere()
    running = create_engine(there.app.extensions["settings"].driver_url)
    with running.connect() as line:
        line.execute(select(make.User.id)).all()
        refused = there.run("restore", str(tmp_path / "one"))
        assert "The shop is running" in refused.output
        line.rollback()
    running.dispose()
    there.must("restore", str(tmp_path / "one"))


def test_a_damaged_restore_is_told(full, elsewhere, tmp_path, monkeypatch):
    full.must("backup", str(tmp_path / "one"))
    there = elsewhere()
    put = storage.pictures.replace_all

    def lose(unpacked):
        put(unpacked)
        next(storage.pictures.root.rglob("*.jpg")).unlink()

    monkeypatch.setattr(storage.pictures, "replace_all", lose)
    told = there.run("restore", str(tmp_path / "one"))
    assert told.exit_code == 1
    assert "the file is missing" in told.output


def test_what_waited_to_leave_is_staffs_to_decide(full, elsewhere, tmp_path):
    with full.app.app_context():
        waiting = database.scalars(select(Outbox).filter_by(state="waiting")).all()
        kinds = {row.topic for row in waiting}
    assert "message" in kinds
    full.must("backup", str(tmp_path / "one"))
    there = elsewhere()
    assert "Staff decide under Messages." in there.must("restore", str(tmp_path / "one"))
    with there.app.app_context():
        found = {
            row.topic: row.state for row in database.scalars(select(Outbox)) if not row.done_at
        }
    assert found["message"] == "unknown"
    assert found.get("picture", "waiting") == "waiting"


def test_no_room_is_said(full, elsewhere, tmp_path, monkeypatch):
    full.must("backup", str(tmp_path / "one"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 9, 0))
    assert "are free" in elsewhere().run("restore", str(tmp_path / "one")).output


def test_going_back_from_a_newer_version_leaves_none_of_its_tables(full, elsewhere, tmp_path):
    full.must("backup", str(tmp_path / "one"))
    there = elsewhere()
    with there.app.app_context():
        with unit_of_work():
            database.execute(text("CREATE TABLE of_tomorrow (order_id BIGINT)"))
            database.execute(text("INSERT INTO of_tomorrow VALUES (1)"))
            make.a_user()
        database.remove()
    there.must("restore", str(tmp_path / "one"), "--replace")
    with there.app.app_context():
        assert "of_tomorrow" not in inspect(db.engine).get_table_names()
        assert database.scalars(select(Order)).one()
