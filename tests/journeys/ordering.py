"""The last scenes: found, reserved, accepted, brought, paid for and handed over."""

from tests.journeys import listing
from tests.journeys.cast import BUYER, MAKER, Cast
from tests.journeys.people import PATIENCE, Person, link_in, told
from tests.journeys.stage import OTHER_MOBILE, OTHER_TITLE

QUERY = "گليم دست باف رُوناسي"  # Arabic letters, a mark, and a space for the half-space
BUYER_NAME = "سارا نمونه"


def a_visitor_reserves_both(cast: Cast) -> Person:
    """Found by a query spelled otherwise; put in with another maker's piece; one code."""
    visitor = cast.person()
    the_search_finds(visitor, QUERY, listing.TITLE)
    cast.kilim = visitor.page.url
    the_photograph_shows(visitor)
    visitor.presses("Reserve at the booth")
    the_search_finds(visitor, "جوراب", OTHER_TITLE)
    visitor.presses("Reserve at the booth")
    total = "۲٬۳۷۰٬۰۰۰" if cast.locale == "fa" else "2,370,000"
    she_reserves(cast, visitor, total, listing.TITLE, OTHER_TITLE)
    return visitor


def she_reserves(cast: Cast, visitor: Person, total: str, *titles: str) -> None:
    """What is in the basket, with her name and the code of one SMS."""
    visitor.reads(*titles)
    visitor.follows("Go on")
    visitor.writes(name=BUYER_NAME, mobile="۰۹۰۰ ۰۰۰ ۰۱۰۳")
    visitor.presses("Text me the code")
    visitor.reads(total)
    visitor.writes(code=cast.sms.code(BUYER, 60))
    visitor.submits("/checkout/check")
    visitor.reads(*titles, BUYER_NAME)


def the_search_finds(visitor: Person, query: str, title: str) -> None:
    """She types it and opens what is found."""
    visitor.goes("/pieces")
    visitor.page.locator("main #find-q").fill(query)
    visitor.presses("Find")
    visitor.clicks(visitor.page.locator("main .card a", has_text=title).first)


def the_photograph_shows(visitor: Person) -> None:
    """The worker has drawn the picture's sizes and the browser shows one."""
    photo = visitor.page.locator("main .piece img").first
    photo.wait_for(timeout=PATIENCE)
    visitor.page.wait_for_load_state("load")
    assert photo.evaluate("one => one.naturalWidth") >= 240


def a_maker_accepts(cast: Cast, maker: Person, mobile: str) -> None:
    """By the link of her SMS."""
    maker.goes(link_in(cast.sms, mobile, "/studio/orders/"))
    if "/account/" in maker.path:
        maker.signs_in_by_code(mobile, cast.sms)
    maker.reads("You have a new order")
    maker.presses("I accept and keep it")
    maker.reads("Please bring this piece")


def both_makers_accept(cast: Cast, she: Person) -> Person:
    """She, still signed in, and the other on a phone of her own."""
    other = cast.person()
    a_maker_accepts(cast, she, MAKER)
    a_maker_accepts(cast, other, OTHER_MOBILE)
    for alias in ("دار روناس", "گره چهارم"):
        told(cast.sms, BUYER, alias)
    return other


def both_bring(cast: Cast, code: str, clerk: Person) -> None:
    """The desk writes down each arrival; then the buyer is told."""
    clerk.goes("/desk/")
    clerk.page.locator("main [name=q]").first.fill(code)
    clerk.presses("Find")
    for _maker in range(2):
        clerk.presses("The pieces are here")
    told(cast.sms, BUYER, "۲٬۳۷۰٬۰۰۰" if cast.locale == "fa" else "2,370,000")


def the_clerk_takes_cash_and_hands_over(clerk: Person) -> None:
    """Nothing is given before the money is there."""
    clerk.reads("Opens when the money is recorded. No piece leaves before it.")
    clerk.writes(received="۲٬۴۰۰٬۰۰۰")
    clerk.presses("Record the money")
    clerk.reads("1. The money is here")
    for _maker in range(2):
        clerk.page.locator("[name$=lines]").first.check()
        clerk.presses("Hand over")
