"""Persian at `/`, English under `/en`: the same pages, and a switch that stays on the page."""

from typing import Any

import pytest

from marketplace.web.language import KEY, LanguagePrefix


def seen(path: str) -> tuple[str, str, str]:
    """(language, SCRIPT_NAME, PATH_INFO) that the application gets for a path."""
    got: dict[str, Any] = {}

    def app(environ: dict[str, Any], _start: Any) -> list[bytes]:
        got.update(environ)
        return []

    LanguagePrefix(app)({"PATH_INFO": path}, None)
    return got[KEY], got.get("SCRIPT_NAME", ""), got["PATH_INFO"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", ("fa", "", "/")), ("/en", ("en", "/en", "/")), ("/en/", ("en", "/en", "/")),
     ("/en/pieces", ("en", "/en", "/pieces")), ("/english", ("fa", "", "/english")),
     ("/EN/", ("fa", "", "/EN/")), ("/en/en/", ("en", "/en", "/en/")), ("", ("fa", "", ""))],
)  # fmt: skip
def test_the_path_tells_the_language(path: str, expected: tuple[str, str, str]) -> None:
    assert seen(path) == expected


def switch(page: Any) -> str:
    """Where the switch on a page leads."""
    tag = next(part for part in page.text.split("<a ") if "hreflang" in part.split(">")[0])
    return str(tag.split('href="')[1].split('"')[0]).replace("&amp;", "&")


@pytest.mark.parametrize("path", ["/pieces?ready=1&sort=cheap", "/makers", "/account/sign-in"])
def test_the_switch_stays_on_the_page(client: Any, session: Any, path: str) -> None:
    persian, english = client.get(path), client.get("/en" + path)
    assert '<html lang="fa" dir="rtl"' in persian.text
    assert '<html lang="en" dir="ltr"' in english.text
    assert switch(persian) == "/en" + path
    assert switch(english) == path


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "///evil.example"])
def test_the_switch_never_leads_away(client: Any, path: str) -> None:
    for prefix in ("", "/en"):
        page = client.get("http://localhost" + prefix + path)
        if page.status_code == 404:
            assert not switch(page).startswith(("//", "/\\")), switch(page)


def test_the_address_alone_decides(client: Any, session: Any) -> None:
    page = client.get("/pieces", headers={"Accept-Language": "en-GB,en"})
    assert '<html lang="fa"' in page.text
