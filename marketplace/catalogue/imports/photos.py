"""Photos in a ZIP: only pictures, by their names, a few at a time, nothing unpacked unasked."""

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, clean, fold
from marketplace.media import decoding, pictures

MOST = 60  # photos of one ZIP
MOST_ENTRIES = 500
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic")


@dataclass(slots=True)
class Unpacked:
    """Photos kept by their folded names, and why others were not: name → (sentence, facts)."""

    kept: dict[str, pictures.Kept] = field(default_factory=dict)
    refused: dict[str, DomainError] = field(default_factory=dict)


def unpack(data: bytes, wanted: frozenset[str]) -> Unpacked:
    """Check and keep the photos that lines name; before any unit of work.

    Folders and their paths say nothing: only the name counts, and nothing is written under it.
    Raises DomainError for what is no ZIP or too much at once, StorageFull, StorageAway."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise _wrong(N_("This is no ZIP file. Put the photos into one ZIP and send it.")) from None
    entries = [one for one in archive.infolist() if not one.is_dir()]
    if len(entries) > MOST_ENTRIES:
        raise _wrong(N_("There are more than %(most)s files in this ZIP."), most=MOST_ENTRIES)
    named = [(one, _name(one.filename)) for one in entries]
    chosen = [(one, name) for one, name in named if _fits(name, wanted)]
    if not chosen:
        raise _wrong(N_("No photo in this ZIP has a name that the table names."))
    if len(chosen) > MOST:
        raise _wrong(N_("Send at most %(most)s photos in one ZIP, then the next."), most=MOST)
    found = Unpacked()
    for entry, name in chosen:
        try:
            found.kept[_key(name, wanted)] = pictures.check(_bytes(archive, entry))
        except DomainError as error:
            if error.status != DomainError.status:
                raise
            found.refused[name] = error
    return found


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """An entry's bytes, never more than a photo may have, whatever its header says."""
    try:
        with archive.open(entry) as file:
            return file.read(decoding.MOST_BYTES + 1)
    except Exception as error:  # zlib, lzma and bz2 each have their own, beside those of zipfile
        raise _wrong(N_("This photo could not be taken out of the ZIP.")) from error


def _name(path: str) -> str:
    return clean(PurePosixPath(path.replace("\\", "/")).name)[:120]


def _fits(name: str, wanted: frozenset[str]) -> bool:
    return not name.startswith("._") and bool(_key(name, wanted))


def _key(name: str, wanted: frozenset[str]) -> str:
    """The name that a line gave it: with its ending or without."""
    whole, bare = fold(name), fold(PurePosixPath(name).stem)
    if whole in wanted:
        return whole
    return bare if bare in wanted and name.lower().endswith(ENDINGS) else ""


def _wrong(sentence: str, **facts: object) -> DomainError:
    return DomainError(sentence, field="photos", **facts)
