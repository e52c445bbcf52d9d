"""What the desk's camera reads: the picture on a ready order's page."""

import re

from marketplace.orders import links
from tests.support import factories as make


def test_a_ready_order_s_page_shows_the_picture_to_read(session, client):
    order = make.an_order()
    link = f"/o/{links.token(order.code)}"
    assert "scan-me" not in client.get(link).text
    make.at_office(order)
    assert re.search(r'class="scan-me"><img src="data:image/svg', client.get(link).text)
