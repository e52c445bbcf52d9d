"""On six machines all is as on one: the walk, the last piece, each message once, and crashes."""

import random
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.faults.guests import OURS, Guest
from tests.faults.test_crashes import every_message_is_there, rows
from tests.journeys import becoming, listing, ordering, records
from tests.journeys.cast import Cast
from tests.machines.house import WEBS, WORKERS, House
from tests.support.browser import NewPage
from tests.support.outside import Telephone
from tests.support.waiting import eventually

pytestmark = pytest.mark.engine("postgresql")
RIVALS, TOGETHER = 8, 4
UNSENT = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'running') AND due_at < now()"


@pytest.mark.journey
@pytest.mark.browser
def test_the_main_walk(house: House, sms: Telephone, new_page: NewPage, tmp_path: Path) -> None:
    house.play("tests.journeys.stage")
    cast = Cast(house, sms, new_page, tmp_path)
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
    assert not list(house.var.rglob("media/*"))


def test_one_of_many_gets_the_last_piece_and_each_message_leaves_once(
    house: House, sms: Telephone
) -> None:
    last = house.play("tests.faults.stage", "1").split()[-1]
    ready = threading.Barrier(RIVALS)
    guests = [Guest(house.url, sms) for _ in range(RIVALS)]
    won: list[bool] = []

    def buy(guest: Guest) -> None:
        with httpx.Client(base_url=house.url, headers=OURS, timeout=60) as browser:
            form = guest.is_about_to(browser, last)
            ready.wait(120)
            won.append(guest.confirms(browser, form))

    together([threading.Thread(target=buy, args=(guest,)) for guest in guests])
    assert sorted(won) == [False] * (RIVALS - 1) + [True]
    assert rows(house, "SELECT count(*) FROM buyer_order") == [(1,)]
    assert rows(house, "SELECT held, quantity FROM lot") == [(1, 1)]
    eventually(lambda: rows(house, UNSENT) == [(0,)], 120)
    assert rows(house, "SELECT topic FROM outbox WHERE attempts > 1") == []
    told = [
        text for text in sms.to(next(one.mobile for one in guests if one.told)) if "/o/" in text
    ]
    assert len(told) == len(set(told)) > 0


def test_killing_any_one_process_loses_nothing(house: House, sms: Telephone) -> None:
    crash(house, sms, [0, WEBS])


@pytest.mark.soak
def test_killing_processes_for_long_loses_nothing(house: House, sms: Telephone) -> None:
    crash(house, sms, [random.randrange(WEBS + WORKERS) for _ in range(60)])


def crash(house: House, sms: Telephone, whom: list[int]) -> None:
    """Kill these, one after another, while guests reserve; what was promised is there, once."""
    plenty = house.play("tests.faults.stage").split()[-1]
    guests: list[Guest] = []
    for number in whom:
        trying = [Guest(house.url, sms) for _ in range(TOGETHER)]
        threads = [threading.Thread(target=one.reserve, args=(plenty,)) for one in trying]
        for thread in threads:
            thread.start()
        time.sleep(random.uniform(0.2, 2))
        house.kill(number)
        for thread in threads:
            thread.join(120)
        house.start()
        guests += trying
    assert Guest(house.url, sms).reserve(plenty)
    confirmed = {one.mobile for one in guests if one.told}
    kept = [row.mobile for row in rows(house, "SELECT mobile FROM buyer_order")]
    assert confirmed <= set(kept)
    assert len(kept) == len(set(kept))
    ((held, under_hold),) = rows(
        house, "SELECT (SELECT sum(held) FROM lot), (SELECT sum(quantity) FROM hold)"
    )
    assert held == under_hold == len(kept)
    every_message_is_there(house)


def together(threads: list[threading.Thread]) -> None:
    """Start all, then wait for all."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(180)
