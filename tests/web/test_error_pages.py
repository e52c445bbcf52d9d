"""Error pages: in both languages, for every status, and when the database is away."""

from pathlib import Path
from typing import Any

import pytest

from marketplace.web import errors
from tests.support import factories
from tests.support.clients import Client
from tests.support.ports import free_port


@pytest.mark.parametrize("status", errors.PAGES)
@pytest.mark.parametrize(("prefix", "lang"), [("", "fa"), ("/en", "en")])
def test_every_status_has_a_page(
    session: Any, app: Any, status: int, prefix: str, lang: str
) -> None:
    with app.test_request_context(prefix or "/", environ_overrides={"caravanserai.locale": lang}):
        answer = errors.page(status)
    assert answer.status_code == status
    assert f'<html lang="{lang}"' in answer.get_data(as_text=True)
    assert answer.get_data(as_text=True).count("<h1") == 1


def test_a_missing_page_offers_the_tags_code(client: Client) -> None:
    page = client.get("/there/is/nothing")
    assert page.status_code == 404
    assert "این طاق خالی است" in page.text
    assert 'name="code"' in page.text
    assert "This niche is empty" in client.get("/en/there/is/nothing").text


def test_a_forbidden_page_says_whom_to_ask(session: Any, client: Client) -> None:
    factories.sign_in_as(client, "clerk")
    page = client.get("/office/users")
    assert page.status_code == 403
    assert "به مدیر بگویید" in page.text


def test_a_wrong_method_and_a_foreign_form_are_refused(session: Any, client: Client) -> None:
    assert client.delete("/account/sign-in").status_code == 405
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        page = client.post("/account/sign-in", data={"mobile": "09000000021"}, headers=headers)
        assert page.status_code == 403
        assert "از صفحهٔ خود ما" in page.text


def test_too_large_a_form_is_told_so(session: Any, client: Client) -> None:
    page = client.post("/account/sign-in", data={"mobile": "9" * 13_000_000})
    assert page.status_code == 413
    assert "بزرگ است" in page.text


@pytest.mark.parametrize(
    "path", ["/account/sign-in", "/account/me", "/office/messages", "/nowhere"]
)
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.engine("sqlite")
def test_without_a_database_a_page_still_comes(
    make_app: Any, tmp_path: Path, path: str, kind: str
) -> None:
    url = f"sqlite:///{tmp_path}"  # a folder is no database
    if kind == "postgresql":
        url = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    client = make_app(database_url=url).test_client()
    client.set_cookie("session", "broken")
    page = client.get(path)
    if path in ("/account/me", "/office/messages"):
        assert page.status_code == 302
        return
    assert page.status_code == 503
    assert page.headers["Retry-After"]
    assert "شلوغ است" in page.text
    assert "Traceback" not in page.text
