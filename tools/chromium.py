"""The Chromium that journeys and pictures drive: found on the machine, or installed once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = """No Chromium was found or could be installed; browser tests never skip. Do one of these:
  as root on Debian:  apt-get update && apt-get install -y chromium
  anywhere else:      .venv/bin/python -m playwright install --with-deps chromium
  or name a browser:  CHROMIUM=/path/to/chromium make test"""


class NoChromium(Exception):
    """No browser, and none could be installed."""


def ensure() -> str:
    """The path of a Chromium that starts, installed if need be. Raises NoChromium."""
    for seek in (find, _by_apt, _by_playwright):
        path = seek()
        if path and _starts(path):
            return path
    raise NoChromium(ADVICE)


def find() -> str | None:
    """The browser named by CHROMIUM, on the PATH, or installed by Playwright before."""
    if named := os.environ.get("CHROMIUM"):
        return named
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path), None) or _playwrights_own()


def _by_apt() -> str | None:
    if os.geteuid() != 0 or not is_debian():
        return None
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    print("Installing chromium with apt …", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        env=quiet,
        check=False,
        stdout=subprocess.DEVNULL,
    )
    return shutil.which("chromium")


def _by_playwright() -> str | None:
    print("Installing Chromium with Playwright …", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def is_debian() -> bool:
    """Whether apt-get installs what we name."""
    release = Path("/etc/os-release")
    return release.exists() and "ID=debian" in release.read_text().splitlines()


def _starts(path: str) -> bool:
    try:
        version = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return version.returncode == 0
