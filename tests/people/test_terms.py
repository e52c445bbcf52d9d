"""The public texts: published once, kept for ever, one editor at a time."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import NotFound, WrongState
from marketplace.kernel.eventlog import history
from marketplace.kernel.unit import unit_of_work
from marketplace.people import terms
from marketplace.people.models import User
from tests.races.rivals import all_at_once
from tests.support import factories

FIRST = "1405-09"


def published(fa: str, base: str, name: str = "returns", by: int = 0) -> bool:
    with unit_of_work():
        user = database.get_one(User, by) if by else factories.staff("administrator")
        return terms.publish(name, fa, "In English.", base=base, by=user)


def test_what_the_house_came_with_stays_the_first_version(session: Any) -> None:
    assert terms.current("returns") == FIRST
    assert published("## تازه", FIRST)
    assert published("## تازه‌تر", "1")
    assert terms.versions("returns") == (FIRST, "1", "2")
    assert terms.current("returns") == "2"
    assert terms.text("returns", "fa") == "## تازه‌تر"
    assert terms.text("returns", "fa", "1") == "## تازه"
    assert "دست می‌زنید" in terms.text("returns", "fa", FIRST)
    assert [terms.former("returns", one) for one in (FIRST, "1", "2")] == [None, FIRST, "1"]
    assert terms.current("about") == FIRST
    row = terms.published("returns")[0]
    assert history("text", row.id)[0].changes == {"version": ["1", "2"]}


def test_the_same_words_are_no_new_version(session: Any) -> None:
    assert published("الف", FIRST)
    assert not published("الف", "1")
    assert terms.current("returns") == "1"


@pytest.mark.parametrize("base", ["", FIRST, "2", "x"])
def test_only_the_version_in_force_is_written_over(session: Any, base: str) -> None:
    published("الف", FIRST)
    with pytest.raises(WrongState):
        published("ب", base)


@pytest.mark.parametrize("version", ["0", "3", "01", "-1", "۱", "9" * 30, "../../x"])
def test_unknown_versions_are_not_found(session: Any, version: str) -> None:
    published("الف", FIRST)
    for ask in (partial(terms.text, "returns", "fa"), partial(terms.former, "returns")):
        with pytest.raises(NotFound):
            ask(version)
    with pytest.raises(NotFound):
        published("ب", FIRST, name="secrets")


def test_two_editors_publishing_at_once_are_one_version(app: Any, session: Any) -> None:
    by = factories.staff("administrator").id
    session.rollback()
    tasks = [partial(published, f"متن {one}", FIRST, by=by) for one in range(4)]
    results = all_at_once(app, tasks)
    assert results.count(True) == 1, results
    assert sum(isinstance(one, WrongState) for one in results) == 3, results
    session.rollback()
    assert terms.versions("returns") == (FIRST, "1")


def test_the_database_itself_keeps_versions(session: Any) -> None:
    published("الف", FIRST)
    for change in ("UPDATE text_version SET text_fa = 'x'", "DELETE FROM text_version"):
        with pytest.raises(DBAPIError), unit_of_work():
            database.execute(text(change))
    again = (
        "INSERT INTO text_version (name, number, text_fa, text_en, published_at, published_by)"
        " SELECT name, number, text_fa, text_en, published_at, published_by FROM text_version"
    )
    with pytest.raises(IntegrityError), unit_of_work():
        database.execute(text(again))
