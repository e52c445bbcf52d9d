"""An archive is read to its last byte, and the first thing that is not right is said."""

import gc
import io
import tarfile

import pytest

from marketplace.backup import archive
from marketplace.backup.errors import BackupError
from marketplace.backup.manifest import Manifest

KEY = "a key that is long enough"
PICTURE = "media/ab/abcdef/480.webp"


def plain_manifest(**fields):
    told = {
        "made_at": "2026-11-23T01:30:00+00:00", "version": "0.1.0", "commit": "",
        "migration": "0001", "engine": "sqlite", "secret": "s",
        "counts": {"person": 1}, "missing": [],
    }  # fmt: skip
    return Manifest(**told | fields)


@pytest.fixture
def made(tmp_path):
    """Write an archive of a database and a picture; `key` seals it."""

    def make(key="", name="shop.backup"):
        for file, data in (("db", b"d" * 70_000), ("picture", b"p" * 3_000_000)):
            (tmp_path / file).write_bytes(data)
        with archive.writing(tmp_path / name, key) as writer:
            for member, file in (("database.sqlite", "db"), (PICTURE, "picture")):
                with (tmp_path / file).open("rb") as content:
                    writer.add(member, content)
            writer.finish(plain_manifest())
        return tmp_path / name

    return make


@pytest.mark.parametrize("key", ["", KEY])
def test_reading_gives_back_what_was_put_in(made, key, tmp_path):
    path, out = made(key), tmp_path / "out"
    manifest = archive.read(path, key, lambda name: out.open("wb") if name == PICTURE else None)
    assert out.read_bytes() == b"p" * 3_000_000
    assert manifest.members.keys() == {"database.sqlite", PICTURE}
    assert manifest.size == 3_070_000
    assert path.stat().st_mode & 0o777 == 0o600
    assert (b"manifest.json" in path.read_bytes()) is (key == "")


def test_without_a_key_any_tar_opens_it(made):
    with tarfile.open(made()) as tar:
        assert tar.getnames() == ["database.sqlite", PICTURE, "manifest.json"]


@pytest.mark.parametrize("key", ["", KEY])
def test_wherever_it_is_changed_it_is_refused(made, key):
    path = made(key)
    whole = path.read_bytes()
    for place in range(100, len(whole) - 12_000, len(whole) // 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(BackupError):
            archive.read(path, key)


@pytest.mark.parametrize("key", ["", KEY])
@pytest.mark.parametrize("share", [0, 0.00001, 0.3, 0.5, 0.98])
def test_wherever_it_is_cut_it_is_refused(made, key, share):
    path = made(key)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BackupError):
        archive.read(path, key)


def test_key_and_archive_must_fit(made):
    with pytest.raises(BackupError, match="give its key in BACKUP_KEY"):
        archive.read(made(KEY, "sealed"), "")
    with pytest.raises(BackupError, match="key does not open"):
        archive.read(made(KEY, "another"), KEY + "!")
    with pytest.raises(BackupError, match="not encrypted although a key is given"):
        archive.read(made("", "open"), KEY)


@pytest.mark.parametrize(
    "foreign", ["../../etc/passwd", "/media/ab/abcdef/480.webp", "media/ab/../x", "notes.txt"]
)
def test_foreign_members_are_refused(tmp_path, foreign):
    path = tmp_path / "foreign"
    with tarfile.open(path, "w") as tar:
        info = tarfile.TarInfo(foreign)
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))
    with pytest.raises(BackupError, match="foreign"):
        archive.read(path, "")


def test_links_are_refused(tmp_path):
    path = tmp_path / "link"
    with tarfile.open(path, "w") as tar:
        info = tarfile.TarInfo(PICTURE)
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(info)
    with pytest.raises(BackupError, match="foreign"):
        archive.read(path, "")


def test_any_other_file_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "letter").write_bytes(b"Dear office, " * 1000)
    for name in ("letter", "nothing", "."):
        with pytest.raises(BackupError):
            archive.read(tmp_path / name, "")


def test_a_format_of_the_future_is_named(tmp_path, made):
    with archive.writing(tmp_path / "new", "") as writer:
        writer.finish(plain_manifest(format=2))
    with pytest.raises(BackupError, match="format is 2"):
        archive.read(tmp_path / "new", "")


def test_what_goes_wrong_in_the_middle_leaves_nothing(tmp_path):
    target = tmp_path / "shop.backup"
    with pytest.raises(FileNotFoundError), archive.writing(target, KEY) as writer:
        writer.add("database.sqlite", (tmp_path / "missing").open("rb"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("key", ["", KEY])
def test_what_goes_wrong_leaves_nothing_that_writes_later(tmp_path, made, key):
    made()
    with pytest.raises(FileNotFoundError), archive.writing(tmp_path / "second", key) as writer:
        writer.add("database.sqlite", (tmp_path / "missing").open("rb"))
    del writer
    gc.collect()
    assert not (tmp_path / "second").exists()
