"""Static files under addresses that carry their content's fingerprint, compressed once."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

from marketplace.kernel.files import write_whole
from marketplace.web.access import VISITOR, may
from marketplace.web.bundles import read_bundles

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
COMPRESSED = frozenset({".css", ".js", ".svg", ".ico"})
SOURCES = frozenset({"css", "js"})
FOREVER = "public, max-age=31536000, immutable"


@dataclass
class Asset:
    """One file as it is served."""

    path: str
    body: bytes

    @cached_property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:12]

    @cached_property
    def brotli(self) -> bytes:
        return bytes(brotli.compress(self.body, mode=brotli.MODE_TEXT, quality=11))

    @cached_property
    def gzip(self) -> bytes:
        return gzip.compress(self.body, 9, mtime=0)

    @property
    def suffix(self) -> str:
        return Path(self.path).suffix

    def encoded(self, accept_encoding: str) -> tuple[str, bytes]:
        """Return the best encoding the browser takes and the body in it; ``''`` for plain."""
        if self.suffix not in COMPRESSED:
            return "", self.body
        if "br" in accept_encoding:
            return "br", self.brotli
        if "gzip" in accept_encoding:
            return "gzip", self.gzip
        return "", self.body


class Assets:
    """Every static file and every bundle, known by its path."""

    def __init__(self, static_folder: Path) -> None:
        self._assets: dict[str, Asset] = {}
        for file in sorted(static_folder.rglob("*")):
            path = file.relative_to(static_folder).as_posix()
            if file.suffix in KINDS and path.split("/")[0] not in SOURCES:
                self._assets[path] = Asset(path, file.read_bytes())
        for path, body in read_bundles(static_folder, self.url).items():
            self._assets[path] = Asset(path, body)

    def url(self, path: str) -> str:
        """Return the file's address from ``/``. Raises LookupError when there is no such file."""
        asset = self._assets.get(path)
        if asset is None:
            raise LookupError(f"no static file {path!r}")
        return f"/static/{asset.fingerprint}/{path}"

    def write(self, folder: Path) -> int:
        """Put every file where a proxy finds it by its address, compressed ones beside the plain;
        those of older versions stay, for pages that still name them. Returns how many there are."""
        for asset in self._assets.values():
            path = folder / asset.fingerprint / asset.path
            if asset.suffix in COMPRESSED:
                _keep(path.with_name(f"{path.name}.br"), asset.brotli)
                _keep(path.with_name(f"{path.name}.gz"), asset.gzip)
            _keep(path, asset.body)
        return len(self._assets)

    def respond(self, fingerprint: str, path: str, accept_encoding: str) -> Response:
        """Return the file, cacheable for ever; 404 unless path and fingerprint both fit."""
        asset = self._assets.get(path)
        if asset is None or asset.fingerprint != fingerprint:
            abort(404)
        encoding, body = asset.encoded(accept_encoding)
        response = Response(body, content_type=KINDS[asset.suffix])
        response.headers["Cache-Control"] = FOREVER
        response.headers["X-Content-Type-Options"] = "nosniff"
        if asset.suffix in COMPRESSED:
            response.headers["Vary"] = "Accept-Encoding"
        if encoding:
            response.headers["Content-Encoding"] = encoding
        return response


def _keep(path: Path, body: bytes) -> None:
    if not path.exists():
        write_whole(path, body)


def init_assets(app: Flask) -> None:
    """Serve ``static/`` and give templates ``asset(path)``."""
    assets = app.extensions["assets"] = Assets(Path(app.root_path).parent / "static")

    @may(VISITOR)
    def serve_asset(fingerprint: str, path: str) -> Response:
        return assets.respond(fingerprint, path, request.headers.get("Accept-Encoding", ""))

    app.add_url_rule("/static/<fingerprint>/<path:path>", "assets", serve_asset)
    app.jinja_env.globals["asset"] = assets.url
