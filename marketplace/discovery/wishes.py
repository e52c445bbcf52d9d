"""What visitors looked for in vain, so that the office and the makers hear of it."""

from collections.abc import Sequence

from sqlalchemy import func, select, text

from marketplace.discovery.models import SearchWish
from marketplace.kernel import clock, eventlog
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.direct import at_once
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, clean, contact_details, fold

LONGEST = 60  # characters of a wish
MOST = 2_000  # different wishes that are kept
DIGITS = 5  # in one: more is somebody's number
NOTE = text(
    "INSERT INTO search_wish (words, shown, times, first_on, last_on)"
    " VALUES (:words, :shown, 1, :today, :today) ON CONFLICT (words)"
    " DO UPDATE SET times = search_wish.times + 1, last_on = excluded.last_on"
).columns()


def note(query: str) -> None:
    """Count a wish. Raises DomainError for what is no wish: nothing, or somebody's number."""
    shown = _short(clean(query[: LONGEST * 4]))
    words = fold(shown)
    if not any(letter.isalpha() for letter in words):
        raise DomainError(N_("Write in words what you look for."))
    if contact_details(shown) or sum(letter.isdigit() for letter in words) > DIGITS:
        raise DomainError(N_("Please leave telephone numbers and addresses out of a wish."))
    if not _room(words):
        raise DomainError(N_("The list of wishes is full. Please call the office."))
    at_once(NOTE, {"words": words, "shown": shown, "today": local_day(clock.now())})


def _short(words: str) -> str:
    """As many whole words as a wish may have letters."""
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST + 1].rpartition(" ")[0]


def _room(words: str) -> bool:
    known = select(SearchWish.id).filter_by(words=words)
    count = select(func.count()).select_from(SearchWish)
    return session.scalar(known) is not None or (session.scalar(count) or 0) < MOST


def most_wanted(limit: int) -> Sequence[SearchWish]:
    """The wishes, those of most people first."""
    query = select(SearchWish).order_by(SearchWish.times.desc(), SearchWish.last_on.desc())
    return session.scalars(query.order_by(SearchWish.id).limit(limit)).all()


def close(wish: SearchWish) -> None:
    """The office has seen to it, or will not; asked again, it comes back."""
    eventlog.record("search_wish", wish.id, "closed", changes={"shown": [wish.shown, None]})
    session.delete(wish)
