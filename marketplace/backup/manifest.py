"""What an archive says of itself: its last member, with a sum of its own."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime

from marketplace.backup.errors import BackupError

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """`members`: name → [bytes, sha256]; `counts`: table → rows; `missing`: files already lost."""

    made_at: str  # ISO, UTC
    version: str
    commit: str  # of git, where there was one
    migration: str
    engine: str  # sqlite | postgresql
    secret: str  # a keyed hash that tells whether SECRET_KEY is the same
    counts: dict[str, int]
    missing: list[str]
    members: dict[str, list[int | str]] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> bytes:
        """As it stands in the archive."""
        told = asdict(self)
        return json.dumps(told | {"sum": _sum(told)}, indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Raises BackupError unless it is whole and of this format."""
        try:
            told = json.loads(text)
            given = told.pop("sum")
            if told["format"] != FORMAT:
                raise BackupError(
                    f"The archive's format is {told['format']}, and this version reads {FORMAT}."
                    " Use the version that made it."
                )
            if given != _sum(told):
                raise ValueError
            return cls(**told)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BackupError("The archive's list of contents was changed.") from None

    @property
    def size(self) -> int:
        """Bytes of everything inside."""
        return sum(int(size) for size, _sum in self.members.values())

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made_at)


def _sum(told: dict[str, object]) -> str:
    plain = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
