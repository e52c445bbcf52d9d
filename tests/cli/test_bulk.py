import pytest
from click.testing import CliRunner
from sqlalchemy import func, inspect, select

from marketplace.catalogue.models import Listing
from marketplace.cli import main
from marketplace.cli.seeding import bulk, bulk_rows
from marketplace.discovery.models import SearchWord
from marketplace.stock.lots import free
from marketplace.vendors.models import Vendor


def _count(session, model) -> int:
    return session.scalar(select(func.count()).select_from(model))


def test_synthetic_listings_are_found_sold_and_counted(app, session, client) -> None:
    bulk.seed_many(60)
    found = set(session.scalars(select(SearchWord.listing_id)))
    assert _count(session, Listing) == len(found) == 60
    live = session.scalars(select(Listing).filter_by(state="live")).all()
    assert 40 <= len(live) < 60
    assert all(one.sellable_until and one.free_from for one in live)
    assert min(free([one.id for one in live]).values()) > 0
    page = client.get(f"/i/{live[0].public_id}", follow_redirects=True)
    assert page.status_code == 200
    assert live[0].title_fa in page.text
    assert client.get("/pieces?q=گليم").status_code == 200


def test_more_can_be_added(app, session) -> None:
    bulk.seed_many(10)
    makers = _count(session, Vendor)
    bulk.seed_many(5)
    assert _count(session, Listing) == 15
    assert _count(session, Vendor) == makers


def test_the_same_dice_make_the_same_listing(app, session) -> None:
    bulk.seed_many(1)

    def rolled() -> list[dict[str, object]]:
        rows = bulk_rows.Rows(7, 1)
        made = [rows.listing(number) for number in range(3)]
        return [{name: row[name] for name in ("title_fa", "price", "public_id")} for row in made]

    assert rolled() == rolled()


def test_afterwards_the_tables_have_their_indexes_and_references(app, session) -> None:
    before = _built(session)
    bulk.seed_many(5)
    assert _built(session) == before
    assert sum(map(len, before)) > 20


def _built(session) -> tuple[set[str], ...]:
    seen = inspect(session.connection())
    names = [model.__tablename__ for model in bulk.FILLED]
    found = (
        {str(one["name"]) for name in names for one in seen.get_indexes(name)},
        {f"{name} {one}" for name in names for one in seen.get_foreign_keys(name)},
    )
    session.rollback()
    return found


@pytest.mark.engine("sqlite")
def test_the_command_says_what_it_did(make_app, settings, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    done = CliRunner().invoke(main, ["seed", "--listings", "3"])
    assert done.output == "3 synthetic listings are ready.\n"
    assert CliRunner().invoke(main, ["seed"]).output == "Nothing to do: not empty.\n"
