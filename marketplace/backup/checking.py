"""After restoring: is everything there, does everything fit together."""

from marketplace.backup import files, making
from marketplace.backup.house import House
from marketplace.backup.manifest import Manifest
from marketplace.media import storage
from marketplace.stock import projection
from marketplace.vendors import eligibility


def problems(manifest: Manifest, house: House) -> list[str]:
    """One sentence for each thing that is not as the archive's list says."""
    with house.engine.connect() as connection:
        counted = making.counts(connection)
        found = [
            f"{name}: {counted.get(name, 0)} rows instead of {rows}."
            for name, rows in manifest.counts.items()
            if counted.get(name, 0) != rows
        ]
        found += house.tools.broken(connection)
        here = _sizes()
        for name in (files.member(*one) for one in files.of(connection)):
            if name not in manifest.missing and here.get(name) != manifest.members[name][0]:
                found.append(f"{name}: the file is missing or has another size.")
    return found


def _sizes() -> dict[str, int]:
    """Bytes of every file that is there, by its name in an archive."""
    return {
        f"{kind}/{path}": size
        for kind in storage.KINDS
        for path, size in storage.of(kind).sizes().items()
    }


def drifted() -> tuple[int, int]:
    """How many vendors and how many listings differ from the rules that compute them."""
    return len(eligibility.drifted()), len(projection.drifted())
