"""A guest's order through the web: no account, one code, nothing typed is lost."""

from marketplace.kernel.ids import show_code
from marketplace.notify.models import Message
from marketplace.orders.models import Basket, Order
from tests.support import factories
from tests.support.guests import FORM, confirm, newest_code, put_in, seen, to_check

MOBILE = "+989000007777"


def reserve(client, session, *listings):
    put_in(client, *listings)
    answer = confirm(client, to_check(client), newest_code(session))
    assert answer.status_code == 303, answer.text
    return answer.location


def orders(session):
    session.rollback()
    return session.query(Order).all()


def test_a_guest_reserves_two_makers_pieces_with_one_code(client, session, queries):
    one = factories.a_live_listing()
    two = factories.a_live_listing(title_fa="جوراب پشمی", quantity=6, price=5_200_000)
    queries.clear()
    link = reserve(client, session, one, two)
    page = client.get(link)
    assert queries.count <= 80, queries.count
    assert "جوراب پشمی" in page.text
    (order,) = orders(session)
    assert order.total == one.price + two.price
    assert len(order.vendor_orders) == 2
    assert (order.mobile, order.channel, order.locale) == (MOBILE, "web", "fa")
    assert show_code(order.code) in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.text


def test_the_basket_keeps_its_secret_from_scripts_and_tells_them_a_number(client):
    listing = factories_listing(client)
    answer = client.post("/basket/lines", data={"listing": listing})
    cookies = {line.partition("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}
    assert "HttpOnly" in cookies["basket"]
    assert "HttpOnly" not in cookies["basket_n"]
    assert cookies["basket_n"].startswith("basket_n=1;")


def factories_listing(client, **content):
    with client.application.app_context():
        return factories.a_live_listing(**content).public_id


def test_the_same_form_sent_again_leads_to_the_same_order(client, session):
    listing = factories.a_live_listing()
    put_in(client, listing)
    page = to_check(client)
    code = newest_code(session)
    first = confirm(client, page, code)
    again = confirm(client, page, code)
    assert first.location == again.location
    assert client.get("/checkout/check").location == first.location
    assert len(orders(session)) == 1
    assert "خالی" in client.get("/basket").text


def test_a_wrong_code_keeps_the_page_and_makes_no_order(client, session):
    put_in(client, factories.a_live_listing())
    page = to_check(client)
    code = newest_code(session)
    wrong = "000000" if code != "000000" else "111111"
    answer = confirm(client, page, wrong)
    assert answer.status_code == 422
    assert wrong in answer.text
    assert "سارا م" in answer.text
    assert confirm(client, page, "12").status_code == 422
    assert orders(session) == []
    assert confirm(client, page, code).status_code == 303


def test_what_was_gone_before_checkout_is_not_asked_about_again(client, session):
    one, two = factories.a_live_listing(), factories.a_live_listing()
    put_in(client, one, two)
    factories.an_order(one)
    assert "باز هم می‌خواهید" not in to_check(client).text


def test_a_gone_piece_put_in_says_so_on_the_basket_page(client, session):
    listing = factories.a_live_listing()
    factories.an_order(listing)
    answer = client.post("/basket/lines", data={"listing": listing.public_id})
    assert answer.status_code == 409 or answer.status_code == 422
    assert "زودتر رسید" in answer.text
    assert client.post("/basket/lines", data={"listing": "nothing"}).status_code == 404
    assert session.query(Basket).count() == 1


def test_lines_change_their_number_within_what_is_free_and_go(client, session):
    listing = factories.a_live_listing(quantity=3)
    put_in(client, listing)
    session.rollback()
    line = session.query(Basket).one().lines[0].id
    address = f"/basket/lines/{line}"
    assert client.post(address, data={"quantity": "۳"}).status_code == 303
    answer = client.post(address, data={"quantity": "10000000000"})
    assert answer.status_code == 422
    assert "۳" in answer.text
    for nonsense in ("-5", "x", "", "٫"):
        assert client.post(address, data={"quantity": nonsense}).status_code in (303, 422)
    assert client.post("/basket/lines/999999", data={"quantity": "1"}).status_code == 303
    assert client.post(address, data={"remove": "1"}).status_code == 303
    assert "خالی" in client.get("/basket").text


def test_errors_keep_what_was_typed_and_say_what_to_do(client, session):
    put_in(client, factories.a_live_listing())
    answer = client.post("/checkout", data={"name": "س", "mobile": "0900000012"})
    assert answer.status_code == 422
    for kept in ('value="س"', "0900000012", 'aria-invalid="true"', "autofocus"):
        assert kept in answer.text
    assert answer.text.count("<title>خطا") == 1
    short = client.post("/checkout", data=FORM | {"name": "س"})
    assert short.status_code == 422
    assert "سارا م" in short.text


def test_another_number_keeps_the_name_and_sends_again_after_a_minute(client, session, clock):
    put_in(client, factories.a_live_listing())
    to_check(client)
    form = client.get("/checkout").text
    assert "سارا م" in form
    assert "۰۹۰۰ ۰۰۰ ۷۷۷۷" in form
    codes = session.query(Message).filter_by(secret=True)
    client.post("/checkout/code")
    session.rollback()
    assert codes.count() == 1
    clock.advance(seconds=61)
    assert client.post("/checkout/code").status_code == 303
    session.rollback()
    assert codes.count() == 2
    clock.advance(minutes=6)
    assert "کد تازه بخواهید" in client.get("/checkout/check").text


def test_too_many_codes_are_refused_with_everything_kept(client, session, clock):
    clock.set(clock.now().replace(minute=1, second=0))
    put_in(client, factories.a_live_listing())
    to_check(client)
    for _ in range(5):
        clock.advance(seconds=61)
        last = client.post("/checkout/code")
    assert last.status_code == 429
    assert "Retry-After" in last.headers
    assert "سارا م" in last.text


def test_a_fourth_reservation_of_a_number_is_refused_beside_the_field(client, session):
    listing = factories.a_live_listing(quantity=9)
    for _ in range(3):
        factories.an_order(listing, mobile=MOBILE)
    put_in(client, listing)
    answer = client.post("/checkout", data=FORM)
    assert answer.status_code == 422
    assert "رزرو باز" in answer.text


def test_checkout_without_a_basket_goes_back_to_it(client):
    for path in ("/checkout", "/checkout/check"):
        assert client.get(path).status_code == 302
        assert client.post(path, data=FORM).status_code == 303
    assert client.post("/checkout/code").status_code == 303
    assert client.post("/basket/lines/1", data={"remove": "1"}).location == "/basket"


def test_the_english_checkout_makes_an_english_order(client, session):
    listing = factories.a_live_listing(title_en="Kilim in madder")
    client.post("/en/basket/lines", data={"listing": listing.public_id})
    assert "Kilim in madder" in client.get("/en/basket").text
    assert "Nothing is reserved yet" in client.get("/en/checkout").text
    client.post("/en/checkout", data=FORM)
    page = client.get("/en/checkout/check")
    form = {"code": newest_code(session)} | seen(page)
    answer = client.post("/en/checkout/check", data=form)
    assert answer.location.startswith("/en/o/")
    assert orders(session)[0].locale == "en"
    assert "Reserved" in client.get(answer.location).text


def test_extra_fields_change_nothing(client, session):
    listing = factories.a_live_listing()
    put_in(client, listing)
    page = to_check(client, vendor_id="9", total="1", state="closed", channel="desk")
    form = {"code": newest_code(session), "state": "closed"} | seen(page)
    client.post("/checkout/check", data=form | {"price": "1", "channel": "desk"})
    (order,) = orders(session)
    assert (order.state, order.total, order.channel) == ("placed", listing.price, "web")
