"""What nobody found is told to the office, which says what it means."""

import pytest
from sqlalchemy import select

from marketplace.discovery.models import SearchSynonym, SearchWish
from marketplace.kernel.eventlog import Event
from tests.support import factories
from tests.web.shop.test_lists import titles


def wish(client, words):
    return client.post("/wishes", data={"q": words}, headers={"Sec-Fetch-Site": "same-origin"})


def test_a_wish_is_counted_once_a_spelling_and_keeps_nobody(client, session):
    for words in ("ترمهٔ یزد", "ترمه يزد", "  ترمه  یزد "):
        answer = wish(client, words)
        assert (answer.status_code, answer.location) == (303, "/wishes/thanks")
    rows = session.execute(select(SearchWish.words, SearchWish.shown, SearchWish.times)).all()
    assert [tuple(row) for row in rows] == [("ترمه یزد", "ترمهٔ یزد", 3)]


@pytest.mark.parametrize(
    ("words", "status"),
    [("", 422), ("؟؟", 422), ("تماس ۰۹۱۲۳۴۵۶۷۸۹", 422), ("مرا ببین t.me/someone", 422),
     ("گ" * 9000, 422), ("\x00", 422), ("123456", 422)],
)  # fmt: skip
def test_what_is_no_wish_is_refused_with_a_sentence(client, session, words, status):
    answer = wish(client, words)
    assert answer.status_code == status
    assert "یادداشت نشد" in answer.text
    assert session.scalars(select(SearchWish)).all() == []


def test_a_long_search_is_noted_by_its_first_words(client, session):
    words = "پشتی ترکمن با نقش گل بزرگ و رنگ سرخ روناسی برای اتاق مهمان مادربزرگ در خانهٔ قدیمی آوج"
    assert wish(client, words).status_code == 303
    shown = session.scalars(select(SearchWish.shown)).one()
    assert len(shown) <= 60
    assert words.startswith(shown + " ")


def test_the_button_stands_under_a_search_that_found_nothing(client, session):
    factories.a_live_listing(title_fa="گلیم")
    page = client.get("/pieces?q=ترمه")
    assert 'action="/wishes"' in page.text
    assert 'name="q" value="ترمه"' in page.text


def test_the_office_says_what_words_mean_and_searches_follow(client, session):
    factories.a_live_listing(title_fa="کوسن نمدی")
    wish(client, "کادو")
    factories.sign_in_as(client, "moderator")
    page = client.get("/office/search-words")
    assert "کادو" in page.text
    own = {"Sec-Fetch-Site": "same-origin"}
    form = {"typed": "کادو، هدیه", "meant": "كوسن"}
    assert client.post("/office/search-words", data=form, headers=own).status_code == 303
    assert titles(client.get("/pieces?q=هدیه")) == ["کوسن نمدی"]
    row = session.scalars(select(SearchSynonym)).one()
    assert (row.typed, row.meant) == ("کادو هدیه", "کوسن")
    client.post(
        f"/office/search-words/{row.id}", data={"typed": "کادو", "meant": "گبه"}, headers=own
    )
    assert titles(client.get("/pieces?q=کادو")) == []
    client.post(f"/office/search-words/{row.id}/deletion", headers=own)
    seen = session.scalars(select(SearchWish.id)).one()
    client.post(f"/office/wishes/{seen}/closing", headers=own)
    assert session.scalars(select(SearchWish)).all() == []
    kinds = ("search_synonym", "search_wish")
    actions = select(Event.name).where(Event.subject_kind.in_(kinds)).order_by(Event.id)
    assert session.scalars(actions).all() == ["created", "changed", "deleted", "closed"]


@pytest.mark.parametrize("form", [{"typed": "", "meant": ""}, {"typed": "کادو", "meant": ""}])
def test_a_line_that_says_nothing_is_refused_and_kept_in_its_fields(client, session, form):
    factories.sign_in_as(client, "moderator")
    own = {"Sec-Fetch-Site": "same-origin"}
    page = client.post("/office/search-words", data=form, headers=own)
    assert page.status_code == 422
    assert f'value="{form["typed"]}"' in page.text


def test_a_line_that_stands_already_is_refused(client, session):
    factories.sign_in_as(client, "moderator")
    own = {"Sec-Fetch-Site": "same-origin"}
    for word, status in (("کادو", 303), ("كادو", 422)):
        form = {"typed": word, "meant": "کوسن"}
        assert client.post("/office/search-words", data=form, headers=own).status_code == status
    row = session.scalars(select(SearchSynonym)).one()
    same = client.post(
        f"/office/search-words/{row.id}", data={"typed": "کادو", "meant": "کوسن"}, headers=own
    )
    assert same.status_code == 303
