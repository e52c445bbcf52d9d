"""A buyer pays on a gateway's page of another origin, with JavaScript off as well."""

import pytest

from tests.support.browser import SMALL_PHONE, NewPage
from tests.support.live import StartServer
from tests.support.zarinpal import Gateway


@pytest.mark.browser
@pytest.mark.engine("sqlite")
@pytest.mark.parametrize("scripts", [True, False])
def test_there_and_back_on_another_origin(
    start_server: StartServer, zarinpal: Gateway, new_page: NewPage, *, scripts: bool
) -> None:
    server = start_server(**zarinpal.environ())
    order = server.url + server.play("tests.journeys.online").split()[-1]
    page = new_page(viewport=SMALL_PHONE, java_script_enabled=scripts)
    page.goto(order)
    page.click(f'form[action^="{order.removeprefix(server.url)}/payments"] button')
    page.wait_for_url(f"{zarinpal.url}/pg/StartPay/*")
    page.click("text=انصراف")
    page.wait_for_url(f"{server.url}/pay/*")
    assert page.inner_text("h1") == "پرداخت انجام نشد"
    page.click("text=دوباره بپردازید")
    page.wait_for_url(f"{zarinpal.url}/pg/StartPay/*")
    page.click("button >> text=پرداخت")
    page.wait_for_url(f"{server.url}/pay/*")
    assert page.inner_text("h1") == "پرداخت شد"
    page.click("main >> text=رفتن به سفارش")
    page.wait_for_url(order)
    assert page.locator('form[action$="/payments"]').count() == 0
