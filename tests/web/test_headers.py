"""What stands in the head of every answer."""

from pathlib import Path
from typing import Any

import pytest

from tests.support import factories as make

PRIVATE = ("/account/sign-in", "/basket", "/order", "/demo/phone", "/readyz", "/nowhere")
EVERY = ("/", "/pieces", "/en/makers", *PRIVATE)


def static(client: Any) -> str:
    """The address of the shop's style sheet."""
    page: str = client.get("/").text
    return page.split('rel="stylesheet" href="')[1].split('"')[0]


def test_every_answer_is_guarded(client: Any) -> None:
    for path in (*EVERY, static(client)):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy, path
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Strict-Transport-Security" not in headers
        assert "Server" not in headers


@pytest.mark.parametrize("role", ["clerk", "trainer", "moderator", "treasurer", "administrator"])
def test_private_pages_are_never_kept(client: Any, session: Any, role: str) -> None:
    make.sign_in_as(client, role)
    for path in (*PRIVATE, "/office/", "/account/me"):
        assert client.get(path).headers["Cache-Control"] == "no-store", path


def test_cookies_are_out_of_reach(client: Any) -> None:
    answer = client.post("/account/sign-in", data={"mobile": "0900 000 0021"})
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_over_https_everything_is_secure(make_app: Any) -> None:
    app = make_app(
        mode="production", demo_phone=False, public_url="https://shop.example",
        trusted_hosts=("shop.example",), behind_proxy=True, backup_to=Path("/copies"),
    )  # fmt: skip
    client = app.test_client()
    forwarded = {
        "Host": "shop.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "10.0.0.1",
    }
    answer = client.get("/account/sign-in", headers=forwarded)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    form = {"mobile": "0900 000 0021"}
    answer = client.post("/account/sign-in", data=form, headers=forwarded)
    for cookie in answer.headers.getlist("Set-Cookie"):
        assert "Secure" in cookie
    assert client.get("/demo/phone", headers=forwarded).status_code == 404


def test_what_is_typed_never_becomes_a_header(client: Any) -> None:
    for path in ("/pieces?q=a%0d%0aX-Evil:%201", "/account/staff?next=/a%0d%0aX-Evil:%201"):
        assert "X-Evil" not in client.get(path).headers
