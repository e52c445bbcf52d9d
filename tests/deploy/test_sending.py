"""The shop decides, the proxy sends; commands take their settings from a file."""

import os

import pytest
from click.testing import CliRunner

from marketplace.cli import main
from marketplace.kernel.unit import unit_of_work
from marketplace.media import pictures
from tests.support import factories as make


@pytest.fixture
def behind_a_proxy(make_app):
    return make_app(proxy_sends_files=True)


def test_a_public_picture_is_left_to_the_proxy_with_the_headers_of_ours(behind_a_proxy):
    with behind_a_proxy.app_context():
        picture = make.a_picture()
        key = picture.key
        client = behind_a_proxy.test_client()
        assert client.get(f"/m/{key}/240.webp").status_code == 404
        with unit_of_work():
            pictures.publish(picture)
        answer = client.get(f"/m/{key}/240.webp")
    assert answer.status_code == 200
    assert answer.data == b""
    assert answer.headers["X-Accel-Redirect"] == f"/media/{key[:2]}/{key}/240.webp"
    assert answer.headers["Content-Type"] == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/m/{key}/1200.webp").status_code == 404


def test_a_private_picture_may_not_be_kept_by_the_proxy(behind_a_proxy):
    with behind_a_proxy.app_context():
        key = make.a_picture().key
        client = behind_a_proxy.test_client()
        make.sign_in_as(client, "moderator")
        answer = client.get(f"/office/pictures/{key}/240.jpg")
    assert answer.headers["X-Accel-Redirect"].endswith(f"/{key}/240.jpg")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.engine("sqlite")
def test_commands_read_their_settings_from_a_file(tmp_path, monkeypatch):
    for name in ("MODE", "DATABASE_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setattr("os.environ", dict(os.environ))
    file = tmp_path / "settings"
    file.write_text("# ours\nMODE=live\nVAR_DIR=/nowhere\n\nSECRET_KEY=a=b=c\n")
    done = CliRunner().invoke(main, ["--env-file", str(file), "migrate"])
    assert "MODE is 'live'" in str(done.exception)
