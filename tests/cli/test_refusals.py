"""What an operator mistypes is said in a sentence, by the command and by the server it starts."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.ports import free_port

ROOT = Path(__file__).parents[2]
SERVER = ["-m", "marketplace.forking", "marketplace.wsgi:app", "--interface", "wsgi"]


def refused(environ: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *(words or ["-m", "marketplace", "web"])], cwd=ROOT, capture_output=True,
        text=True, env=os.environ | environ, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "mysql://me:hidden@host/shop", "DATABASE_URL is no address"),
        ("DATABASE_URL", "postgresql:/shop", "DATABASE_URL is no address"),
        ("REDIS_URL", "http://:hidden@host:6379", "REDIS_URL is no address"),
        ("SMTP_URL", "mail.example.org", "SMTP_URL is no address"),
        ("SMTP_URL", "smtp://me:hidden@mail.example.org:mail", "SMTP_URL is no address"),
        ("PORT", "70000", "from 1 to 65535"),
        ("WEB_WORKERS", "0", "WEB_WORKERS is 0"),
        ("HOST", "203.0.113.9", "no address of this machine"),
    ],
)
def test_a_mistyped_setting_stops_the_server(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    told = refused({"VAR_DIR": str(tmp_path), "PORT": str(free_port()), name: value})
    assert said in told
    assert "hidden" not in told


def test_a_second_server_does_not_share_the_port_of_the_first(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as other:
        port = other.getsockname()[1]
        told = refused({"VAR_DIR": str(tmp_path), "PORT": str(port)})
    assert f"Port {port} on 127.0.0.1 is taken" in told


@pytest.mark.parametrize("server", [SERVER, ["-m", "marketplace", "worker"]])
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"CURRENCY": "XYZ"}, "CURRENCY is 'XYZ'"),
        ({"VAR_DIR": f"{__file__}/var"}, "which cannot be made"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all/shop.db"}, "/nowhere/at/all, which is not"),
        ({"DATABASE_URL": "postgresql://me:hidden@host:port/shop"}, "DATABASE_URL is no address"),
    ],
)
def test_what_shows_only_while_the_shop_is_built_is_said_alike(
    tmp_path: Path, server: list[str], changes: dict[str, str], said: str
) -> None:
    told = refused({"VAR_DIR": str(tmp_path), "PORT": str(free_port())} | changes, *server)
    assert told.startswith("Not started, because of the settings:")
    assert said in told
    assert "hidden" not in told
