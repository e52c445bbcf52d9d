"""Unsafe requests from elsewhere, forged hosts, and redirects that would lead away."""

from typing import Any

import pytest

from marketplace.web.origin import own_path
from tests.support import factories as make

FORM = {"mobile": "0900 000 0021"}
FOREIGN: list[dict[str, Any]] = [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""}, {"Sec-Fetch-Site": None},
    {"Sec-Fetch-Site": None, "Origin": "null"},
    {"Sec-Fetch-Site": None, "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": None, "Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": None, "Origin": "http://localhost:81"},
    {"Sec-Fetch-Site": None, "Referer": "http://localhost/account/sign-in"},
]  # fmt: skip


def send(client: Any, headers: dict[str, Any], path: str = "/account/sign-in") -> Any:
    """Post the form with exactly these headers about its origin."""
    given = {name: value for name, value in headers.items() if value is not None}
    if headers.get("Sec-Fetch-Site", "") is None:
        return type(client).__mro__[1].open(client, path, method="POST", data=FORM, headers=given)
    return client.post(path, data=FORM, headers=given)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", ["/account/sign-in", "/basket/lines", "/office/settings"])
def test_a_form_from_elsewhere_is_refused(
    client: Any, session: Any, headers: dict[str, Any], path: str
) -> None:
    make.sign_in_as(client, "administrator")
    assert send(client, headers, path).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": None, "Origin": "http://localhost"}],
    ids=str,
)
def test_our_own_form_is_taken(client: Any, headers: dict[str, Any]) -> None:
    assert send(client, headers).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "a@b", "localhost:x"])
def test_a_forged_host_is_refused(client: Any, host: str) -> None:
    for path in ("/", "/account/sign-in", "/healthz", "/static/x/y"):
        assert client.get(path, environ_overrides={"HTTP_HOST": host}).status_code == 400


@pytest.mark.parametrize(
    "target",
    ["//evil", "/\\evil", "https:evil", "https://evil", "\\\\evil", "javascript:alert(1)", "evil",
     "/\t/evil", "/\n/evil", " //evil", "/a\\b", "", "http:/localhost/x", "///evil", "/\x00"],
)  # fmt: skip
def test_a_redirect_never_leads_away(client: Any, session: Any, target: str) -> None:
    assert own_path(target, "/here") == "/here"
    make.staff("clerk")
    page = client.get("/account/staff", query_string={"next": target})
    assert page.status_code == 200


@pytest.mark.parametrize("target", ["/studio/", "/en/pieces?q=a&b=//c", "/i/ab/گلیم"])
def test_a_redirect_to_our_own_path_is_kept(target: str) -> None:
    assert own_path(target, "/here") == target
