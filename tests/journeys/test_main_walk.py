"""The main job, whole: from a number typed on a phone to a kilim in the buyer's hands."""

from pathlib import Path

import pytest

from tests.journeys import becoming, listing, ordering, records
from tests.journeys.cast import Cast
from tests.support.browser import NewPage
from tests.support.live import LiveServer
from tests.support.outside import Telephone


@pytest.fixture
def cast(live_server: LiveServer, sms: Telephone, new_page: NewPage, tmp_path: Path) -> Cast:
    """A shop where the staff and one other maker are at work already."""
    live_server.play("tests.journeys.stage")
    return Cast(live_server, sms, new_page, tmp_path)


@pytest.mark.journey
@pytest.mark.browser
def test_a_trained_maker_lists_the_office_publishes_a_visitor_takes_it_home(cast: Cast) -> None:
    she = becoming.she_applies(cast)
    becoming.the_trainer_records_her_certificate(cast)
    moderator = cast.staff("moderator")
    becoming.the_office_lets_her_in(cast, moderator)

    listing.she_lists_a_piece(cast, she)
    listing.the_office_asks_for_a_change(cast, moderator)
    listing.she_mends_it(cast, she)
    listing.the_office_publishes(cast, moderator)

    visitor = ordering.a_visitor_reserves_both(cast)
    ordering.both_makers_accept(cast, she)
    clerk = cast.staff("clerk")
    ordering.both_bring(cast, records.code_of_the_order(cast), clerk)
    ordering.the_clerk_takes_cash_and_hands_over(clerk)

    records.agree(cast, visitor, she)
