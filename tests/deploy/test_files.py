"""What deploy/ says is true of this version: names, limits, paths, commands."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from marketplace.cli import COMMANDS
from marketplace.cli.serve import PATIENCE
from marketplace.settings import Settings
from tests.deploy.units import DEPLOY, ROOT, UNITS, command, environ, example, here, unit


class _Asked(dict[str, str]):
    """An empty environment that remembers what it was asked for."""

    def get(self, key: str, default: Any = None) -> Any:
        self[key] = ""
        return default


def _settings() -> set[str]:
    asked = _Asked()
    Settings.from_environ(asked)
    return {name for name in asked if not name.startswith("AWS_")}  # the S3 library's own


NAMES = _settings()
OF_POSTGRES = {"POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB"}
OF_THE_BUCKET = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
TEXTS = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
GUIDE = (ROOT / "docs/operations.md").read_text()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_environment_name_is_a_real_setting(path: Path) -> None:
    named = set(
        re.findall(r"(?<![\w$-])(?!PYTHONPATH)([A-Z][A-Z_]{3,}[A-Z])(?==|: )", path.read_text())
    )
    assert named <= NAMES | OF_POSTGRES | OF_THE_BUCKET


def test_the_guide_lists_every_setting_and_no_other() -> None:
    table = GUIDE.split("| name | default |")[1].split("\n\n")[0]
    listed = [name for row in table.splitlines()[2:] for name in row.split("|")[1].split(",")]
    assert {name.strip(" `") for name in listed} == NAMES


def test_the_example_starts_once_its_secrets_are_filled_in(tmp_path: Path) -> None:
    assert Settings.from_environ(environ("postgresql:///shop", tmp_path, 8000)).problems() == []
    as_it_stands = Settings.from_environ(example()).problems()
    assert [sentence.split()[0] for sentence in as_it_stands] == ["SECRET_KEY"]


def test_the_command_runs_the_installed_program_wherever_one_stands(tmp_path: Path) -> None:
    other = tmp_path / "marketplace"
    other.mkdir()
    (other / "__init__.py").write_text("raise SystemExit('the wrong one')")
    settings = tmp_path / "shop.env"
    settings.write_text("MODE=demo\n")
    script = (DEPLOY / "caravanserai").read_text().replace("/opt/caravanserai", str(ROOT))
    script = script.replace("/etc/caravanserai.env", str(settings))
    script = script.replace('"$(id -un)" = caravanserai', "1 = 1")
    done = subprocess.run(
        ["sh", "-c", script, "sh", "backup", "--help"], cwd=tmp_path, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Usage" in done.stdout


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_starts_a_command_that_exists(name: str) -> None:
    words = command(name)
    assert words[1:3] == ["-m", "marketplace"]
    assert words[3] in COMMANDS
    told = unit(name)["Service"]
    assert told["EnvironmentFile"] == "/etc/caravanserai.env"
    assert told["NoNewPrivileges"] == "yes"
    assert f"/var/lib/{told['StateDirectory']}" == example()["VAR_DIR"]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_nobody_is_killed_before_what_is_under_way_may_end(name: str) -> None:
    told = unit(f"caravanserai-{name}.service")["Service"]
    assert int(told["TimeoutStopSec"]) > PATIENCE
    container = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"][name]
    assert int(container["stop_grace_period"].removesuffix("s")) > PATIENCE


def test_only_the_backup_may_write_where_backups_lie() -> None:
    writable = {name: unit(name)["Service"].get("ReadWritePaths") for name in SERVICES}
    assert writable.pop("caravanserai-backup.service") == example()["BACKUP_TO"]
    assert set(writable.values()) == {None}


def test_systemd_reads_the_units(tmp_path: Path) -> None:
    for path in UNITS.iterdir():
        (tmp_path / path.name).write_text(here(path.read_text()))
    if not shutil.which("systemd-analyze"):
        assert {path.suffix for path in UNITS.iterdir()} == {".service", ".timer"}
        return
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = [line for line in checked.stderr.splitlines() if "caravanserai" in line]
    assert ours == []


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_a_proxy_lets_through_what_the_shop_takes_and_hides_the_rest(name: str) -> None:
    text = (DEPLOY / name).read_text()
    most = int(re.findall(r"(?:max_size|client_max_body_size) (\d+)", text)[0])
    assert most * 1_000_000 >= Settings().max_upload
    assert f"127.0.0.1:{example()['PORT']}" in text
    assert example()["VAR_DIR"] in text
    assert text.count("{") == text.count("}")
    assert 'Cache-Control "public, max-age=31536000, immutable"' in text
    assert "X-Content-Type-Options nosniff" in text
    assert "/static/" in text
    assert "/documents" not in text


def test_nginx_takes_its_file(tmp_path: Path) -> None:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    text = (DEPLOY / "nginx.conf").read_text()
    if not program:
        assert re.search(r"location /media/ \{\s+internal;", text)
        return
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=shop",
         "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True,
    )  # fmt: skip
    text = re.sub(r"(ssl_certificate) \S+;", rf"\1 {certificate};", text)
    text = re.sub(r"(ssl_certificate_key) \S+;", rf"\1 {key};", text)
    (tmp_path / "site.conf").write_text(text)
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/site.conf; }}"
    )
    told = subprocess.run(
        [program, "-t", "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "syntax is ok" in told.stderr, told.stderr


def test_caddy_takes_its_file(tmp_path: Path) -> None:
    program = shutil.which("caddy")
    text = (DEPLOY / "Caddyfile").read_text()
    if not program or _version(program) < (2, 7):
        assert "handle_response @picture" in text
        return
    told = subprocess.run(
        [program, "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")],
        capture_output=True, text=True, check=False, env={"HOME": str(tmp_path)},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr


def _version(program: str) -> tuple[int, ...]:
    told = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in re.findall(r"\d+", told)[:2])


def test_the_compose_file_starts_what_the_units_start() -> None:
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = told["services"]
    for name in ("web", "worker"):
        units = command(f"caravanserai-{name}.service")[1:]
        assert services[name]["command"][1:] == units
        assert services[name]["build"]["dockerfile"] == "deploy/Containerfile"
        assert services[name]["depends_on"]["prepare"]
        stops = unit(f"caravanserai-{name}.service")["Service"].get("KillSignal")
        assert services[name].get("stop_signal") == stops
        assert services[name]["read_only"] is True
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert set(told["volumes"]) == {"database", "files", "backups"}


def test_the_container_copies_what_is_there_and_ignores_the_rest() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    copied = [source for source, _to in re.findall(r"^COPY (\S+) (\S+)", text, re.MULTILINE)]
    assert all((ROOT / source).exists() for source in copied)
    kept = {line[1:] for line in (ROOT / ".containerignore").read_text().split() if line[0] == "!"}
    assert kept == set(copied)
    assert (ROOT / ".dockerignore").read_text() == (ROOT / ".containerignore").read_text()


def test_the_container_s_commands_are_the_units_and_its_user_has_a_number() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    asked, started = (
        json.loads(words) for words in re.findall(r"CMD (\[.*\])$", text, re.MULTILINE)
    )
    assert started[1:] == command("caravanserai-web.service")[1:]
    assert asked[:3] == started[:3]
    assert asked[3] in COMMANDS
    assert re.search(r"^USER \d+:\d+$", text, re.MULTILINE)
