"""Makers, each as she chose to be seen; the home page and the place."""

from datetime import UTC, datetime

import pytest

from marketplace.kernel import preferences
from tests.support import factories


@pytest.fixture
def maker(session):
    return factories.a_maker(
        alias_fa="دار روناس", alias_en="Madder Loom", village_fa="ده بالا", show_place="district",
        district_fa="بخش مرکزی", story_fa="رنگ را خودم می‌پزم.",
    )  # fmt: skip


def test_only_the_place_she_chose_is_shown(maker, client):
    factories.a_live_listing(maker)
    for address in ("/", "/pieces", "/makers", f"/makers/{maker.public_id}"):
        page = client.get(address, follow_redirects=True).text
        assert "دار روناس" in page
        assert "بخش مرکزی" in page
        assert "ده بالا" not in page


def test_makers_stand_in_the_order_of_the_alphabet(maker, client):
    factories.a_maker(alias_fa="آفتاب")
    factories.a_maker(alias_fa="پشم")
    page = client.get("/makers").text
    assert page.index("آفتاب") < page.index("پشم") < page.index("دار روناس")


def test_makers_of_one_craft(maker, client):
    factories.a_maker(factories.a_craft("نمد", "Felt"), alias_fa="نمدمال")
    page = client.get("/makers?craft=felt").text
    assert "نمدمال" in page
    assert "دار روناس" not in page


def test_her_page_says_what_the_office_knows(maker, client):
    page = client.get(f"/en/makers/{maker.public_id}", follow_redirects=True).text
    assert "Checked by the office" in page
    assert "Certificate: Kilim" in page
    assert "No piece for sale now" in page


def test_her_address_mends_itself(maker, client):
    answer = client.get(f"/makers/{maker.public_id}/wrong")
    assert answer.status_code == 301
    assert client.get(answer.headers["Location"]).status_code == 200
    assert client.get("/makers/nobody").status_code == 404


def test_a_maker_who_hides_is_nowhere(maker, client):
    from marketplace.vendors import decisions

    factories.a_live_listing(maker)
    with factories.unit():
        decisions.pause(maker)
    assert client.get(f"/makers/{maker.public_id}").status_code == 404
    assert "دار روناس" not in client.get("/makers").text
    assert "دار روناس" not in client.get("/").text


def test_her_other_pieces_lead_to_all_of_them(maker, client):
    for number in range(13):
        factories.a_live_listing(maker, title_fa=f"گلیم {number}")
    page = client.get(f"/makers/{maker.public_id}", follow_redirects=True).text
    assert f'href="/pieces?maker={maker.public_id}"' in page


def test_home_shows_the_newest_piece_seven_crafts_and_her_words(maker, client):
    for number in range(8):
        craft = factories.a_craft(f"هنر {number}", f"Craft {number}")
        factories.a_live_listing(
            factories.a_maker(craft, alias_fa=f"کارگاه {number}"), title_fa=f"کار {number}"
        )
    page = client.get("/").text
    assert page.index("کار 7") < page.index('class="arcade"')
    bays = page.split('class="arcade"')[1].split("</ol>")[0]
    assert bays.count("<li>") == 7
    assert "همهٔ هنرها" in bays


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), "Open today, until 19:00"),
        (datetime(2026, 11, 23, 5, 0, tzinfo=UTC), "Opens today at 10:00"),
        (datetime(2026, 11, 26, 18, 0, tzinfo=UTC), "opens tomorrow at 11:00"),
        (datetime(2026, 11, 27, 8, 0, tzinfo=UTC), "Open today, until 16:00"),
    ],
)
def test_the_doors_follow_the_office_s_hours(client, session, clock, moment, words):
    with factories.unit():
        preferences.change(friday_opens="11:00", friday_closes="16:00")
    clock.set(moment)
    assert words in client.get("/en/caravanserai").text


def test_the_place_gives_the_way_and_the_telephone(client, session):
    with factories.unit():
        preferences.change(
            phone="+982830000000", latitude="35.58", longitude="49.22", address_fa="راه قدیم"
        )
    page = client.get("/caravanserai").text
    assert 'href="tel:+982830000000"' in page
    assert 'href="geo:35.58,49.22"' in page
    assert "راه قدیم" in page
