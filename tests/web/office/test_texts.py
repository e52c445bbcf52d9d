"""The public texts as the administrator writes them and everybody reads them."""

from typing import Any

import pytest

from marketplace.people import terms
from marketplace.web.settings.public_texts import difference, html
from tests.support import factories
from tests.support.clients import Client

FIRST = "1405-09"
TYPED = {
    "base": FIRST,
    "text_fa": "## عنوان تازه\r\n- یک\r\n- دو\r\n\r\nبند <b>آخر</b>",
    "text_en": "## New heading\r\n- one\r\n- two\r\n\r\nLast <b>one</b>",
}


@pytest.fixture
def office(session: Any, client: Client) -> Client:
    factories.sign_in_as(client, "administrator")
    return client


def test_written_looked_at_published(app: Any, office: Client) -> None:
    assert "دست می‌زنید" in office.get("/office/texts/returns").text
    preview = office.post("/office/texts/returns/preview", data=TYPED)
    assert preview.status_code == 200
    assert "<h2>عنوان تازه</h2>" in preview.text
    assert "<ins>## عنوان تازه</ins>" in preview.text
    assert "<del>" in preview.text
    assert terms.current("returns") == FIRST
    back = office.post("/office/texts/returns/draft", data=TYPED)
    assert "بند &lt;b&gt;آخر&lt;/b&gt;" in back.text
    done = office.post("/office/texts/returns", data=TYPED)
    assert (done.status_code, done.location) == (303, "/office/texts")
    page = app.test_client().get("/terms/returns").text
    assert "<li>یک</li><li>دو</li>" in page
    assert "<p>بند &lt;b&gt;آخر&lt;/b&gt;</p>" in page
    assert "نسخهٔ ۱<" in page
    assert "New heading" in app.test_client().get("/en/terms/returns").text
    assert "دست می‌زنید" in app.test_client().get(f"/terms/returns/{FIRST}").text
    history = office.get("/office/texts/returns/versions").text
    assert "administrator نمونه" in history
    assert "<ins>## عنوان تازه</ins>" in history
    assert office.get(f"/office/texts/returns/versions/{FIRST}").status_code == 200
    assert "administrator نمونه" in office.get("/office/texts").text
    assert "نسخهٔ تازه‌ای منتشر کرد" in office.get("/office/log").text


@pytest.mark.parametrize("where", ["", "/preview"])
@pytest.mark.parametrize("change", [{"text_en": " "}, {"text_fa": ""}, {"text_fa": "گ" * 20_001}])
def test_a_bad_form_keeps_what_was_typed(office: Client, where: str, change: Any) -> None:
    page = office.post(f"/office/texts/returns{where}", data=TYPED | change)
    assert page.status_code == 422
    kept = {**TYPED, **change}
    assert "one" not in kept["text_en"] or "New heading" in page.text
    assert "عنوان تازه" not in kept["text_fa"] or "عنوان تازه" in page.text
    assert f'name="base" value="{FIRST}"' in page.text


def test_somebody_published_meanwhile(office: Client) -> None:
    office.post("/office/texts/returns", data=TYPED)
    mine = TYPED | {"text_fa": "متن من"}
    page = office.post("/office/texts/returns", data=mine)
    assert page.status_code == 409
    assert "متن من" in page.text
    assert "<del>## عنوان تازه</del>" in page.text
    assert 'name="base" value="1"' in page.text
    assert terms.current("returns") == "1"
    assert office.post("/office/texts/returns", data=mine | {"base": "1"}).status_code == 303
    assert terms.text("returns", "fa") == "متن من"


@pytest.mark.parametrize("name", terms.NAMES)
def test_every_text_is_in_the_footer_or_beside_its_form(
    session: Any, client: Client, name: str
) -> None:
    for prefix in ("", "/en"):
        page = client.get(f"{prefix}/terms/{name}")
        assert page.status_code == 200
        assert f'href="{prefix}/terms/{name}"' in client.get(f"{prefix}/").text


def test_nobody_else_writes_them(session: Any, client: Client) -> None:
    factories.sign_in_as(client, "moderator")
    assert client.get("/office/texts").status_code == 403
    factories.sign_in_as(client, "administrator")
    for path in ("/office/texts/secrets", "/office/texts/terms/versions/9"):
        assert client.get(path).status_code == 404
    assert client.post("/office/texts/secrets/preview", data=TYPED).status_code == 404


def test_marks_are_read_and_everything_else_is_escaped() -> None:
    text = "## <i>\n### دو\nیک\nدو\n\nسه\n- <script>\n- ب\n##چهار"
    assert html(text) == (
        "<h2>&lt;i&gt;</h2>\n<h3>دو</h3>\n<p>یک دو</p>\n<p>سه</p>\n"
        "<ul><li>&lt;script&gt;</li><li>ب</li></ul>\n<p>##چهار</p>"
    )


def test_a_difference_shows_what_went_and_what_came() -> None:
    lines = difference("یک\n\nدو\nسه\nچهار\nپنج", "یک\nدو\nسهٔ تازه\nچهار\nپنج")
    assert [(line.kind, line.text) for line in lines] == [
        ("same", "دو"), ("old", "سه"), ("new", "سهٔ تازه"), ("same", "چهار"),
    ]  # fmt: skip
    assert difference("یک", "یک") == []
