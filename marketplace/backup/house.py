"""What making and restoring must know of this installation."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from sqlalchemy import Engine

from marketplace.backup import postgres, sqlite
from marketplace.backup.errors import BackupError
from marketplace.kernel import secrets

OTHER = "Another backup or restore is under way on this machine."


@dataclass(frozen=True, slots=True)
class House:
    """The installation: `migration` is the newest that this version knows."""

    engine: Engine
    var_dir: Path
    version: str
    commit: str
    migration: str

    @property
    def kind(self) -> str:
        """sqlite or postgresql."""
        return self.engine.dialect.name

    @property
    def tools(self) -> ModuleType:
        """The functions for this kind of database."""
        return sqlite if self.kind == "sqlite" else postgres

    @property
    def secret(self) -> str:
        """Tells whether two installations have the same SECRET_KEY, and nothing else."""
        return secrets.keyed_hash("backup")

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """A private folder under VAR_DIR for one backup or restore at a time, gone afterwards."""
        folder = self.var_dir / "backup-work"
        self.var_dir.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.var_dir / "backup.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)  # of one that was killed
            folder.mkdir(mode=0o700)
            yield folder
            shutil.rmtree(folder)
        except BlockingIOError:
            raise BackupError(OTHER) from None
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            os.close(lock)
