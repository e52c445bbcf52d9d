"""Hearts on cards cost a list next to nothing: a few words once, no form and no drawing a card."""

import re
import zlib

from tests.support import factories as make

SCRIPT, STYLE = 6_000, 10_300  # bytes, packed, of all that a page of the shop loads


def test_a_card_holds_no_heart_of_its_own(client, session):
    for _ in range(3):
        make.a_live_listing()
    page = client.get("/pieces").text
    assert page.count('<li class="card">') == 3
    assert len(re.findall("data-hearts", page)) == 1
    assert 'class="heart"' not in page
    assert "data-like=" not in page


def test_script_and_style_stay_light(client):
    page = client.get("/").text
    script = client.get(re.search(r'src="(/static/[^"]*shop[^"]*\.js)"', page)[1]).data
    style = client.get(re.search(r'href="(/static/[^"]*shop[^"]*\.css)"', page)[1]).data
    assert b"heart" in script
    assert b".heart" in style
    assert _packed(script) <= SCRIPT
    assert _packed(style) <= STYLE


def _packed(data):
    return len(zlib.compress(data, 9))
