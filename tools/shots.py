"""Pictures of every page in pages.toml: `python -m tools.shots [part of a name …]`."""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tools import chromium, pages
from tools.demo_server import running
from tools.pages import Page
from tools.steps import ON_ITS_OWN, STEPS
from tools.voice_steps import MICROPHONE

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser

FOLDER = Path("var/shots")
TALLEST = 12_000  # px
SIZES = ((360, 740), (412, 915), (1280, 800))
LOCALES = {"fa": "fa-IR", "en": "en-GB"}


def main() -> int:
    """Draw what was asked for; 1 when a page answered with an error it should not have."""
    wanted = _arguments()
    scratch = Path(wanted.demo or tempfile.mkdtemp(prefix="caravanserai-shots-"))
    try:
        with running(scratch) as url:
            from marketplace import create_app

            app = create_app()
            chosen = [page for page in pages.load(app) if _asked_for(page, wanted.names)]
            return _draw(app, url, chosen, wanted)
    finally:
        if not wanted.demo:
            shutil.rmtree(scratch, ignore_errors=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only pages whose name holds one of these")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--demo", help="a folder to keep the demo in, for the next time")
    parser.add_argument("--fold", action="store_true", help="only the first screen of each page")
    parser.add_argument("--locales", nargs="+", default=list(LOCALES), choices=list(LOCALES))
    return parser.parse_args()


def _asked_for(page: Page, names: list[str]) -> bool:
    return not names or any(name in page.name for name in names)


def _draw(app: "Flask", url: str, chosen: list[Page], wanted: argparse.Namespace) -> int:
    from playwright.sync_api import sync_playwright

    out, locales = wanted.out, wanted.locales
    out.mkdir(parents=True, exist_ok=True)
    tallest = 0 if wanted.fold else TALLEST
    started, wrong = time.monotonic(), []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find() or chromium.ensure(),
            chromium_sandbox=False,
            args=list(MICROPHONE),
        )
        for page in chosen:
            for locale in locales:
                status = _shoot(app, browser, url, page, locale, out, tallest)
                if status >= 500 or (status == 404) != (page.name == "not-found"):
                    wrong.append(f"{page.name}.{locale}: {status} at {page.url(url, locale)}")
        browser.close()
    print("\n".join(wrong), file=sys.stderr)
    pictures = len(chosen) * len(locales) * len(SIZES) - len(wrong)
    print(f"{pictures} pictures in {out}/, {time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


def _shoot(
    app: "Flask", browser: "Browser", url: str, page: Page, locale: str, out: Path, tallest: int
) -> int:
    """One page in one language in every size; returns its HTTP status."""
    context = browser.new_context(
        locale=LOCALES[locale], timezone_id="Asia/Tehran", reduced_motion="reduce"
    )
    try:
        if value := pages.cookie(app, page.looker):
            context.add_cookies([{"name": "session", "value": value, "url": url}])
        tab = context.new_page()
        status = 200
        base = url + ("/en" if locale == "en" else "")
        if page.do:
            STEPS[page.do](tab, base)
        if page.do not in ON_ITS_OWN:
            answer = tab.goto(page.url(url, locale), wait_until="load")
            status = answer.status if answer else 0
        for width, height in SIZES:
            tab.set_viewport_size({"width": width, "height": height})
            tall = min(int(tab.evaluate(LOAD_ALL)), tallest)  # so that a fixed bar ends the picture
            tab.set_viewport_size({"width": width, "height": max(height, tall)})
            tab.wait_for_load_state("networkidle")
            tab.screenshot(path=out / f"{page.name}.{locale}.{width}.png")
        return status
    finally:
        context.close()


LOAD_ALL = """async () => {
  for (const image of document.images) image.loading = 'eager';
  await document.fonts.ready;
  window.scrollTo(0, 0);
  return document.documentElement.scrollHeight;
}"""


if __name__ == "__main__":
    sys.exit(main())
