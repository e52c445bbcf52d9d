"""Large files for machines, written once an edition and sent from the disk to whoever asks.

They stand in VAR_DIR/made and may be thrown away at any time."""

import fcntl
import gzip
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Response, request, send_file

from marketplace.discovery.horizon import horizon
from marketplace.kernel import clock, edition
from marketplace.kernel.db import session
from marketplace.web.frame import preferences, settings
from marketplace.web.language import locale

BLOCK = 64 * 1024
Draw = Callable[[], Iterable[str]]


def sent(name: str, content_type: str, draw: Draw) -> Response:
    """The file of this name in the page's language as it is right now, drawn only when it is not
    kept yet. A name is our own, never a person's."""
    present = edition.present().pages
    stem = f"{name}-{locale()}"
    file = _find(stem, present) or _made(stem, present, draw)
    answer = _packed(file) if "gzip" in request.headers.get("Accept-Encoding", "") else _plain(file)
    answer.content_type = content_type
    answer.vary.add("Accept-Encoding")
    return answer


def _find(stem: str, number: int | None) -> Path | None:
    """The file of this edition, unless time alone made it wrong."""
    kept = sorted(_folder().glob(f"{stem}.{number}.*.gz")) if number else []
    present = clock.now().timestamp()
    return next((file for file in kept if float(file.name.split(".")[2]) > present), None)


def _made(stem: str, number: int | None, draw: Draw) -> Path:
    """Written whole by one while others wait, in place of its elders."""
    with _alone(stem):
        if found := _find(stem, number):
            return found
        until = int(horizon(clock.now(), preferences()).timestamp())
        with (
            tempfile.NamedTemporaryFile(dir=_folder(), suffix=".part", delete=False) as raw,
            gzip.open(raw, "wt", 5, encoding="utf-8") as file,
        ):
            file.writelines(draw())
        target = _folder() / f"{stem}.{number or 0}.{until}.gz"
        for old in _folder().glob(f"{stem}.*.gz"):
            old.unlink(missing_ok=True)
        return Path(raw.name).replace(target)


@contextmanager
def _alone(stem: str) -> Iterator[None]:
    session.rollback()  # whoever waits holds no connection
    with (_folder() / f"{stem}.lock").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


def _folder() -> Path:
    folder = settings().var_dir / "made"
    folder.mkdir(exist_ok=True)
    return folder


def _packed(file: Path) -> Response:
    answer = send_file(file, etag=f"{file.stem}-gz", conditional=True)
    answer.headers["Content-Encoding"] = "gzip"
    return answer


def _plain(file: Path) -> Response:
    unpacked = gzip.open(file, "rb")  # noqa: SIM115
    answer = Response(iter(lambda: unpacked.read(BLOCK), b""))
    answer.call_on_close(unpacked.close)
    answer.set_etag(file.stem)
    answer.make_conditional(request)
    return answer
