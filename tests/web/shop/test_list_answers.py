"""A list is narrowed by what its craft is asked: by one variant of a piece, in plain addresses."""

import re

import pytest

from marketplace.catalogue import attributes, listings
from marketplace.catalogue.attributes import Wish
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make, families
from tests.web.shop.test_lists import titles

OPTION = re.compile(
    r'name="a(\d+)" value="(\d+)"( checked)?><bdi>([^<]*)</bdi><span>([^<]*)</span>'
)


def offered(page):
    """(answer, number, whether it is set) of each box of an attribute."""
    found = OPTION.findall(page.text)
    return [(words, number, bool(on)) for _key, _value, on, words, number in found]


@pytest.fixture
def asked(session):
    """What makers of kilims are asked: dye, whether it is washable, how many knots."""
    craft = frozenset([make.a_craft().id])
    with unit_of_work():
        dye = attributes.add("choice", Wish("رنگرزی", "Dye", craft, filterable=True))
        for words in (("روناس", "Madder"), ("نیل", "Indigo"), ("گردو", "Walnut")):
            attributes.add_choice(dye, *words)
        wash = attributes.add("yes_no", Wish("شستنی", "Washable", craft, filterable=True))
        knots = attributes.add(
            "number",
            Wish("شمار گره", "Knots", craft, filterable=True, unit_fa="در سانت", unit_en="a cm"),
        )
        quiet = attributes.add("yes_no", Wish("سبک", "Light", craft))
    return dye, wash, knots, quiet


@pytest.fixture
def three(asked, session):
    dye, wash, knots, quiet = asked
    maker = make.a_maker()
    first, second, _third = (choice.id for choice in dye.choices)

    def piece(title, colour, washable, number):
        said = {str(dye.id): colour, str(wash.id): washable, str(knots.id): number * 1000}
        return make.a_live_listing(maker, title_fa=title, attributes=said | {str(quiet.id): True})

    piece("گلیم یک", first, True, 31)
    piece("گلیم دو", second, False, 49)
    piece("گلیم سه", second, True, 120)
    make.a_live_listing(make.a_maker(make.a_craft("نمد", "Felt")), title_fa="نمد")
    return first, second


def test_a_craft_s_answers_are_offered_with_their_numbers(asked, three, client):
    assert offered(client.get("/pieces")) == []
    page = client.get("/pieces/kilim")
    assert offered(page) == [
        ("روناس", "۱", False), ("نیل", "۲", False), ("بله", "۲", False), ("نه", "۱", False),
        ("۳۰ تا ۵۰ در سانت", "۲", False), ("۱۰۰ تا ۲۰۰ در سانت", "۱", False),
    ]  # fmt: skip
    assert "سبک" not in page.text
    assert offered(client.get("/pieces?craft=kilim")) == offered(page)
    assert offered(client.get("/pieces?q=گلیم")) == offered(page)
    english = client.get("/en/pieces/kilim")
    assert [words for words, _number, _on in offered(english)] == [
        "Madder", "Indigo", "Yes", "No", "30 to 50 a cm", "100 to 200 a cm",
    ]  # fmt: skip
    assert "رنگرزی" not in english.text


def test_one_answer_or_another_and_each_attribute_with_the_other(asked, three, client):
    dye, wash, knots, _quiet = asked
    first, second = three
    either = client.get(f"/pieces/kilim?a{dye.id}={first}&a{dye.id}={second}")
    assert len(titles(either)) == 3
    both = client.get(f"/pieces/kilim?a{dye.id}={second}&a{wash.id}=1&a{knots.id}=100000")
    assert titles(both) == ["گلیم سه"]
    assert ("نیل", "۱", True) in offered(both)
    assert ("روناس", "۱", False) not in offered(both)
    assert f'href="/pieces/kilim?a{wash.id}=1&amp;a{knots.id}=100000"' in both.text
    assert "رنگرزی: نیل" in both.text
    none = client.get(f"/pieces/kilim?a{dye.id}={first}&a{wash.id}=0")
    assert titles(none) == []
    assert "Nothing fits" in client.get(f"/en/pieces/kilim?a{dye.id}={first}&a{wash.id}=0").text
    assert ("روناس", "۰", True) in offered(none)
    searched = client.get(f"/pieces?q=گلیم&a{dye.id}={second}&sort=cheap")
    assert sorted(titles(searched)) == ["گلیم دو", "گلیم سه"]


def test_odd_answers_are_left_out(asked, three, client):
    dye, wash, knots, quiet = asked
    everything = titles(client.get("/pieces/kilim"))
    odd = (
        f"a{dye.id}=999999", f"a{dye.id}=x", f"a{dye.id}=", f"a{wash.id}=2", f"a{knots.id}=31000",
        f"a{knots.id}=-1", f"a{quiet.id}=1", "a999=1", "a=1", "a0=0", f"a{dye.id}={'9' * 5000}",
        "&".join(f"a{dye.id}={number}" for number in range(1000, 4000)),
        "&".join(f"a{number}=1" for number in range(1000, 3000)), f"a{wash.id}=%00",
    )  # fmt: skip
    for address in odd:
        page = client.get(f"/pieces/kilim?{address}&page=1000000000")
        assert page.status_code == 200, address[:80]
        assert titles(page) == everything, address[:80]
        assert client.get(f"/pieces?q=گلیم&{address}").status_code == 200


def test_addresses_that_ask_the_same_name_one_page(asked, three, client):
    dye, wash, _knots, _quiet = asked
    first, second = three
    pairs = [f"a{dye.id}={second}", f"a{dye.id}={first}", f"a{wash.id}=1"]
    heads = set()
    for some in (pairs, pairs[::-1], [*pairs, *pairs]):
        page = client.get(f"/pieces/kilim?{'&'.join(some)}")
        heads.add(re.search(r'rel="canonical" href="([^"]+)"', page.text)[1])
        assert 'content="noindex, follow"' in page.text
    (head,) = heads
    assert head.endswith(f"/pieces/kilim?a{dye.id}={first}&amp;a{dye.id}={second}&amp;a{wash.id}=1")


def test_the_card_is_the_variant_that_has_it_all(client, session):
    red, blue, green = families.a_family()
    option = session.query(attributes.Attribute).one()
    keys = [choice.id for choice in option.choices]

    def shown(address):
        return titles(client.get(f"/pieces/kilim?{address}"))

    assert shown("") == ["جوراب پشمی، سبز"]
    assert shown(f"a{option.id}={keys[1]}") == ["جوراب پشمی، آبی"]
    assert shown(f"a{option.id}={keys[0]}&a{option.id}={keys[1]}") == ["جوراب پشمی، قرمز"]
    assert shown(f"a{option.id}={keys[1]}&price=2") == ["جوراب پشمی، آبی"]
    page = client.get("/pieces/kilim")
    assert offered(page) == [("قرمز", "۱", False), ("آبی", "۱", False), ("سبز", "۱", False)]
    make.an_order((blue, 2))
    assert shown(f"a{option.id}={keys[1]}&ready=1") == []
    assert shown("ready=1") == ["جوراب پشمی، سبز"]
    assert titles(client.get("/pieces?q=جوراب+آبی")) == ["جوراب پشمی، آبی"]
    with unit_of_work():
        listings.set_quantity(green, 0)
    assert shown("") == ["جوراب پشمی، قرمز"]
    assert red.family_id


def test_only_lists_that_are_narrowed_so_ask_more(asked, client, queries):
    maker = make.a_maker(make.a_craft("نمد", "Felt"))
    make.a_live_listing(maker, title_fa="نمد")

    def statements(address):
        client.get(f"{address}{'&' if '?' in address else '?'}first")
        queries.clear()
        client.get(f"{address}{'&' if '?' in address else '?'}again")
        return queries.count

    counts = [statements(address) for address in ("/pieces", "/pieces/felt", "/pieces?sort=cheap")]
    dye, _wash, _knots, _quiet = asked
    with unit_of_work():
        for one in asked:
            attributes.end(session_get(one))
    assert [statements(one) for one in ("/pieces", "/pieces/felt", "/pieces?sort=cheap")] == counts
    assert statements(f"/pieces?a{dye.id}={dye.choices[0].id}") == counts[0]


def session_get(row):
    return make.session.get_one(attributes.Attribute, row.id)


def test_of_more_than_a_thousand_a_list_says_so(asked, three, client, monkeypatch):
    monkeypatch.setattr("marketplace.web.shop.options.EXACT", 1)
    numbers = [number for _words, number, _on in offered(client.get("/pieces/kilim"))]
    assert numbers == ["۱", "بیش از ۱", "بیش از ۱", "۱", "بیش از ۱", "۱"]


def test_of_very_many_pieces_answers_have_no_numbers(asked, three, client, monkeypatch):
    monkeypatch.setattr("marketplace.discovery.search.MANY", 2)
    page = client.get("/pieces?craft=kilim")
    assert offered(page) == []  # which looks for numbers
    key, value = re.search(r'name="(a\d+)" value="(\d+)"><bdi>روناس</bdi>', page.text).groups()
    assert titles(client.get(f"/pieces?craft=kilim&{key}={value}")) == ["گلیم یک"]
