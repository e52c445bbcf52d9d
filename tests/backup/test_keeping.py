"""A folder of nightly copies, and one copy at a time."""

import dataclasses
import fcntl

import pytest


@pytest.fixture
def folder(house, tmp_path):
    """BACKUP_TO is this folder."""
    app = house.app
    before = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(before, backup_to=tmp_path / "copies")
    yield tmp_path / "copies"
    app.extensions["settings"] = before


def test_nightly_copies_are_named_by_the_offices_clock_and_only_so_many_stay(house, folder, clock):
    folder.mkdir()
    (folder / ".caravanserai-2020-01-01-0130.backup.part").touch()
    for _night in range(4):
        house.must("backup", "--keep", "2")
        (folder / "caravanserai-notes.txt").touch()
        clock.advance(days=1)
    kept = sorted(path.name for path in folder.glob("*.backup"))
    assert len(kept) == 2
    assert not list(folder.glob(".*"))
    assert all(len(name) == len("caravanserai-2026-11-23-0130.backup") for name in kept)
    assert (folder / "caravanserai-notes.txt").exists()


def test_a_folder_may_be_named(house, tmp_path):
    house.must("backup", str(tmp_path))
    assert len(list(tmp_path.glob("caravanserai-*.backup"))) == 1


def test_without_a_place_it_asks(house):
    asked = house.run("backup")
    assert asked.exit_code == 2
    assert "set BACKUP_TO" in asked.output


def test_two_at_once_are_refused(house, tmp_path, settings):
    with (settings.var_dir / "backup.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        refused = house.run("backup", str(tmp_path / "one"))
        assert "under way" in refused.output
    house.must("backup", str(tmp_path / "one"))


def test_a_key_may_stand_in_a_file(house, tmp_path):
    (tmp_path / "key").write_text("a key that is long enough\n")
    file = str(tmp_path / "one")
    assert "Encrypted." in house.must("backup", file, "--key-file", str(tmp_path / "key"))
    assert "give its key" in house.run("backup", "verify", file).output
    assert "is whole" in house.must("backup", "verify", file, "--key-file", str(tmp_path / "key"))


def test_a_full_disk_leaves_no_archive(house, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", str(tmp_path))

    monkeypatch.setattr("os.fsync", full)
    refused = house.run("backup", str(tmp_path / "one"))
    assert "No space left on device" in refused.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.engine("postgresql")
def test_without_postgresqls_client_it_says_what_to_install(house, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = house.run("backup", str(tmp_path / "one"))
    assert "apt install postgresql-client" in refused.output
    assert not (tmp_path / "one").exists()


@pytest.mark.engine("sqlite")
def test_an_empty_database_is_told_to_be_migrated(house, tmp_path, make_app):
    app = make_app(database_url=f"sqlite:///{tmp_path / 'new.db'}", var_dir=tmp_path / "var")
    house.app = app
    assert "marketplace migrate" in house.run("backup", str(tmp_path / "one")).output
