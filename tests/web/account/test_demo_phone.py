"""The demo phone stands in demo mode only and shows what each number was told."""

from typing import Any

from marketplace.kernel.unit import unit_of_work
from marketplace.notify import send

MOBILE = "+989000000021"


def test_the_code_can_be_read_and_used(make_app: Any) -> None:
    app = make_app(sms_key="")
    client = app.test_client()
    waiting = client.get("/demo/phone")
    assert "هنوز پیامی نیست" in waiting.text
    assert waiting.headers["Refresh"] == "5"
    client.post("/account/sign-in", data={"mobile": MOBILE})
    app.extensions["sweep"].call_local()
    answer = client.get("/demo/phone")
    assert "Refresh" not in answer.headers
    page = answer.text
    code = page.split('<p class="otp">')[1].split("<")[0]
    assert client.post("/account/code", data={"code": code}).status_code == 303


def test_each_number_has_its_own_screen(make_app: Any) -> None:
    app = make_app(sms_key="")
    with app.app_context(), unit_of_work():
        for number in (21, 22):
            facts = {"name": f"<b>نام{number}</b>", "url": f"https://e.org/{number}"}
            send.sms("staff_invitation", f"+9890000000{number}", "fa", **facts)
    app.extensions["sweep"].call_local()
    page = app.test_client().get("/demo/phone?number=%2B989000000021").text
    assert "https://e.org/21" in page
    assert "https://e.org/22" not in page
    assert "<b>نام" not in page
    assert app.test_client().get("/demo/phone?number=nobody").status_code == 200
    assert "<title>Demo phone" in app.test_client().get("/en/demo/phone").text


def test_without_the_demo_the_address_does_not_exist(make_app: Any) -> None:
    app = make_app(demo_phone=False)
    assert "demo.phone" not in app.view_functions
    assert "/demo/phone" not in app.test_client().get("/account/sign-in").text
