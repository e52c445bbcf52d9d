"""A search finds what was meant, whatever is wrong with how it is written."""

from datetime import UTC, datetime

from bench.works import relevance
from marketplace.cli.seeding import bulk


def test_what_is_meant_is_among_the_first_of_three_hundred(session, clock):
    clock.set(datetime(2026, 11, 27, 9, tzinfo=UTC))
    bulk.seed_many(300)
    for name in relevance.MISTAKES:
        found = relevance.own(name)
        assert found["of"] >= 30, found
        assert found["recall_24"] >= 0.95, found
    found = relevance.prepared()
    assert (found["of"], found["nothing to find"]) == (30, [])
    assert found["recall_24"] >= 0.95, found
    assert found["mrr"] >= 0.9, found
