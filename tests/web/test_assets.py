"""Static files: fingerprinted, compressed once, cached for ever, and light."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.web.assets import Assets, init_assets
from tests.checks.sources import ROOT, STATIC

BUDGET = {"css/shop.css": 10_240, "css/buying.css": 10_240, "css/studio.css": 10_240,
          "css/office.css": 14_336, "css/plain.css": 10_240,
          "js/shop.js": 6_144, "js/studio.js": 12_288, "js/office.js": 12_288}  # fmt: skip


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets(STATIC)


@pytest.fixture(scope="module")
def visitor() -> FlaskClient:
    app = Flask("marketplace", root_path=str(ROOT / "marketplace"), static_folder=None)
    init_assets(app)
    return app.test_client()


def test_address_begins_at_the_root_and_carries_a_fingerprint(assets: Assets) -> None:
    assert re.fullmatch(r"/static/[0-9a-f]{12}/css/shop\.css", assets.url("css/shop.css"))


def test_unknown_file_fails_where_it_is_named(assets: Assets) -> None:
    with pytest.raises(LookupError, match=r"css/base\.css"):
        assets.url("css/base.css")


def test_file_is_cached_for_ever_and_not_sniffed(assets: Assets, visitor: FlaskClient) -> None:
    answer = visitor.get(assets.url("fonts/vazirmatn-fa.woff2"))
    assert answer.content_type == "font/woff2"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data == (STATIC / "fonts/vazirmatn-fa.woff2").read_bytes()
    assert "Content-Encoding" not in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("accepts", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("", None, bytes),
    ],
)
def test_stylesheet_comes_in_the_best_encoding(
    assets: Assets, visitor: FlaskClient, accepts: str, encoding: str | None, unpack: object
) -> None:
    answer = visitor.get(assets.url("css/shop.css"), headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert callable(unpack)
    assert unpack(answer.data).startswith(b"@layer tokens,base")


@pytest.mark.parametrize(
    "address",
    [
        "/static/000000000000/css/shop.css",
        "/static/css/shop.css",
        "/static/000000000000/fonts/../css/tokens.css",
        "/static/000000000000/fonts/README.md",
        "/static/000000000000/none.css",
    ],
)
def test_wrong_address_is_not_found(visitor: FlaskClient, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_stylesheet_names_fonts_by_their_fingerprint(assets: Assets, visitor: FlaskClient) -> None:
    sheet = visitor.get(assets.url("css/shop.css")).text
    addresses = re.findall(r"url\(([^)]+)\)", sheet)
    assert assets.url("fonts/vazirmatn-fa.woff2") in addresses
    assert all(visitor.get(address).status_code == 200 for address in addresses)


@pytest.mark.parametrize(("path", "budget"), BUDGET.items())
def test_bundle_stays_within_its_budget(
    assets: Assets, visitor: FlaskClient, path: str, budget: int
) -> None:
    answer = visitor.get(assets.url(path), headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) <= budget


def test_changed_file_has_another_address(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "bundles.toml").write_text('[css]\none = ["a"]\n')
    addresses = set()
    for colour in ("red", "blue"):
        (tmp_path / "css" / "a.css").write_text(f"a {{ color: {colour}; }}")
        addresses.add(Assets(tmp_path).url("css/one.css"))
    assert len(addresses) == 2
