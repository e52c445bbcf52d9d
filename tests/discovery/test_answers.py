"""Numbers and pieces of filtered lists agree with a slow reckoning over every variant."""

import random
from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from marketplace.catalogue import attributes
from marketplace.catalogue.attribute_models import ListingAttribute
from marketplace.catalogue.models import Listing
from marketplace.discovery import hits, search, spans, traits, walking
from marketplace.discovery.filters import Chosen, Filters
from marketplace.kernel import clock
from marketplace.kernel.unit import unit_of_work
from tests.support import factories as make

PIECES, TURNS = 14, 40
PRICES = {"1": 9_000_000, "2": 30_000_000, "3": 90_000_000, "4": 200_000_000}  # by band, in rial
ORDERS = {
    "cheap": lambda row: (row["price"], -row["id"]),
    "dear": lambda row: (-row["price"], -row["id"]),
    "new": lambda row: (-row["id"],),
}


@pytest.fixture
def stage(session):
    """Two makers of two crafts, pieces of the same word, and three attributes, one of one craft."""
    kilim, felt = make.a_craft(), make.a_craft("نمد", "Felt")
    makers = [make.a_maker(kilim), make.a_maker(felt, district_fa="آبگرم")]
    both, one = frozenset([kilim.id, felt.id]), frozenset([kilim.id])
    with unit_of_work():
        dye = attributes.add("choice", attributes.Wish("رنگ", "Dye", both, filterable=True))
        for name in ("روناس", "نیل", "گردو"):
            attributes.add_choice(dye, name, name)
        wash = attributes.add("yes_no", attributes.Wish("شستنی", "Wash", both, filterable=True))
        knots = attributes.add("number", attributes.Wish("گره", "Knots", one, filterable=True))
        for number in range(PIECES):
            make.a_live_listing(makers[number % 2], title_fa=f"بافته {number}")
    asked = {
        dye.id: [choice.id for choice in dye.choices], wash.id: [0, 1],
        knots.id: [4_999, 5_000, 6_900, 30_000],
    }  # fmt: skip
    rows = session.execute(select(Listing.id, Listing.craft_id, Listing.published_at))
    crafts = {key: craft for key, craft, _at in rows}
    return asked, crafts, {craft: maker.district_fa for craft, maker in
                           zip((kilim.id, felt.id), makers, strict=True)}  # fmt: skip


def shuffled(dice, asked, crafts):
    """All pieces anew: variants of one another or not, and what each answers."""
    now = clock.now()
    families = {craft: [key for key in crafts if crafts[key] == craft] for craft in crafts.values()}
    rows = []
    for key, craft in crafts.items():
        mine = families[craft]
        begun = key if key in mine[:2] else dice.choice((None, None, mine[0], mine[1]))
        answers = {one: dice.choice(values) for one, values in asked.items() if dice.random() < 0.8}
        band = dice.choice(list(PRICES))
        rows.append({
            "id": key, "craft": craft, "family": begun, "band": band, "price": PRICES[band],
            "kind": dice.choice(("one_of_a_kind", "stocked", "made_to_order")),
            "free": dice.choice((None, now - timedelta(days=1), now + timedelta(days=1))),
            "state": dice.choice(("live", "live", "live", "taken_down")), "answers": answers,
        })  # fmt: skip
    with unit_of_work() as _:
        session = make.session
        session.execute(delete(ListingAttribute))
        session.execute(update(Listing).values(family_id=None, combination=None))
        for row in rows:
            session.execute(
                update(Listing).where(Listing.id == row["id"]).values(
                    family_id=row["family"], combination=str(row["id"]), price=row["price"],
                    kind=row["kind"], free_from=row["free"], state=row["state"], published_at=now)
            )  # fmt: skip
            if row["answers"]:
                session.execute(insert(ListingAttribute), [
                    {"listing_id": row["id"], "attribute_id": one, "value": value}
                    for one, value in row["answers"].items()
                ])  # fmt: skip
    return [row for row in rows if row["state"] == "live"]


def asked_for(dice, asked, crafts, places) -> Filters:
    some = [one for one in asked if dice.random() < 0.5]
    chosen = []
    for one in some:
        values = {spans.floor(value) if is_number(asked, one) else value for value in asked[one]}
        picked = dice.sample(sorted(values), dice.randint(1, 2))
        chosen.append(Chosen(one, is_number(asked, one), tuple(sorted(picked))))
    return Filters(
        crafts=tuple(dice.sample(sorted(set(crafts.values())), dice.choice((0, 0, 1)))),
        bands=tuple(sorted(dice.sample(list(PRICES), dice.choice((0, 0, 1, 2))))),
        places=tuple(dice.sample(sorted(places.values()), dice.choice((0, 0, 1)))),
        ready=dice.random() < 0.3, unique=dice.random() < 0.2,
        order=dice.choice(list(ORDERS)), traits=tuple(chosen),
    )  # fmt: skip


def is_number(asked, one):
    return one == list(asked)[2]


def answer(asked, row, one):
    value = row["answers"].get(one)
    return spans.floor(value) if is_number(asked, one) and value is not None else value


def is_ready(row):
    return row["kind"] != "made_to_order" and bool(row["free"]) and row["free"] <= clock.now()


def fits(asked, places, row, filters, without=None):
    held = {
        "crafts": not filters.crafts or row["craft"] in filters.crafts,
        "bands": not filters.bands or row["band"] in filters.bands,
        "places": not filters.places or places[row["craft"]] in filters.places,
        "ready": not filters.ready or is_ready(row),
        "unique": not filters.unique or row["kind"] == "one_of_a_kind",
    }
    held |= {one.id: answer(asked, row, one.id) in one.values for one in filters.traits}
    return all(value for name, value in held.items() if name != without)


def piece(row):
    return row["family"] or row["id"]


def counted(asked, places, rows, filters, name, value_of):
    """Pieces by a value, all other filters as they are."""
    found = defaultdict(set)
    for row in rows:
        if fits(asked, places, row, filters, name) and value_of(row) is not None:
            found[value_of(row)].add(piece(row))
    return {value: len(pieces) for value, pieces in found.items()}


def shown(asked, places, rows, filters):
    """The best variant of each piece that fits, in order."""
    now, best = clock.now(), {}
    for row in rows:
        if fits(asked, places, row, filters):
            rank = (not (row["free"] and row["free"] <= now), row["price"], row["id"])
            best[piece(row)] = min(best.get(piece(row), (rank, row)), (rank, row),
                                   key=lambda one: one[0])  # fmt: skip
    return [row["id"] for row in sorted((row for _rank, row in best.values()),
                                        key=ORDERS[filters.order])]  # fmt: skip


@pytest.mark.parametrize("query", ["", "بافته"])
@pytest.mark.parametrize("few", [True, False])
def test_every_number_is_what_one_variant_makes_true(stage, monkeypatch, query, few):
    if query and not few:
        monkeypatch.setattr(hits, "_few", hits._many)
    if not few:
        monkeypatch.setattr(walking, "FEW", 0)
    asked, crafts, places = stage
    offered = traits.filterable("fa")
    dice = random.Random(1405)
    for _turn in range(TURNS):
        rows = shuffled(dice, asked, crafts)
        filters = asked_for(dice, asked, crafts, places)
        page = search.find(query, filters, 1, "fa", offered)
        wanted = shown(asked, places, rows, filters)
        if query and not few:
            assert sorted(search.ids(query, filters)) == sorted(wanted)
            continue
        found = search.ids(query, filters) if query else walking.page(filters, 1, 99, page.total)
        assert found == wanted, filters
        facets = page.facets
        assert facets.total == len(wanted)
        for name, value_of, numbers in (
            ("crafts", lambda row: row["craft"], facets.categories),
            ("bands", lambda row: row["band"], facets.bands),
            ("places", lambda row: places[row["craft"]], facets.places),
            ("ready", lambda row: is_ready(row) or None, Counter({True: facets.ready})),
        ):
            assert dict(+Counter(numbers)) == counted(
                asked, places, rows, filters, name, value_of
            ) | ({None: 0} if None in numbers else {}), (name, filters)
        for trait, numbers in page.traits:
            assert dict(numbers) == counted(
                asked, places, rows, filters, trait.id, lambda row, one=trait.id:
                answer(asked, row, one)
            ), (trait, filters)  # fmt: skip
