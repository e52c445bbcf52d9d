"""Sentences in templates."""

import pytest
from flask import render_template_string

from marketplace.web import translating


@pytest.mark.parametrize(("language", "word"), [("fa", "همهٔ قطعه‌ها"), ("en", "All pieces")])
def test_a_sentence_follows_the_page_s_language(app, language, word):
    with app.test_request_context("/", environ_overrides={"caravanserai.locale": language}):
        assert render_template_string("{{ _('All pieces') }}") == word
        assert render_template_string("{{ _('All pieces') }}") == word


def test_facts_are_escaped(app):
    with app.test_request_context("/", environ_overrides={"caravanserai.locale": "en"}):
        shown = render_template_string("{{ _('Search: %(query)s', query='<b>') }}")
        counted = render_template_string(
            "{{ ngettext('%(shown)s piece', '%(shown)s pieces', 2, shown='<i>') }}"
        )
    assert (shown, counted) == ("Search: &lt;b&gt;", "&lt;i&gt; pieces")


def test_only_so_many_sentences_are_kept(app, monkeypatch):
    monkeypatch.setattr(translating, "MOST", 2)
    with app.test_request_context("/"):
        for text in ("one", "two", "three", "100%% wool"):
            assert translating.sentence(text) == text.replace("%%", "%")
    assert len(translating._kept) <= 2
