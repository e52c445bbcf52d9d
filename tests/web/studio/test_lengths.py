"""What a maker, a table, a translator and the office may write is equally long."""

from typing import Any

import pytest
from sqlalchemy import select

from marketplace.catalogue import lengths
from marketplace.catalogue.models import Revision
from marketplace.kernel.db import session as db
from marketplace.web.office.translations import TranslationForm
from marketplace.web.office.voices import StoryForm
from marketplace.web.pieces.forms import WholeForm
from tests.support import factories
from tests.support.imported import sent, sign_in, take_over
from tests.support.tables import excel, line

MOST = {
    "title": lengths.TITLE, "material": lengths.MATERIAL, "technique": lengths.TECHNIQUE,
    "care": lengths.CARE, "story": lengths.STORY,
}  # fmt: skip


def test_a_long_story_from_a_table_is_saved_in_its_step_as_it_is(session, client):
    vendor = factories.a_maker()
    sign_in(client, vendor)
    told = ("قصهٔ بلند " * 400)[: lengths.STORY].strip()
    take_over(client, sent(client, excel([line(1, story_fa=told)])))
    draft = db.scalars(select(Revision)).one()
    assert draft.story_fa == told
    at = f"/studio/pieces/{draft.listing.public_id}/steps/story"
    assert client.post(at, data={"story_fa": told}).status_code == 303
    assert client.post(at, data={"story_fa": told + "بیش از این" * 9}).status_code == 422


@pytest.mark.parametrize("name", MOST)
def test_every_form_takes_the_same_length(app, name):
    with app.test_request_context():
        asked: list[Any] = [TranslationForm()[name], WholeForm()[f"{name}_fa"]]
        asked += [WholeForm()[f"{name}_en"], *([StoryForm()[name]] if name == "story" else [])]
        assert {field.limit for field in asked} == {MOST[name]}
        assert len({field.multiline for field in asked}) == 1
