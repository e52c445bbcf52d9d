"""The command that writes projections anew."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from marketplace.cli import rebuild
from marketplace.kernel.db import session as database
from marketplace.stock.models import Lot
from marketplace.vendors import eligibility
from marketplace.vendors.models import VendorCraft
from tests.support import factories as make


@pytest.fixture
def command(app, monkeypatch):
    """`marketplace rebuild` on the database under test."""
    monkeypatch.setattr(rebuild, "create_app", lambda: app)
    return lambda: CliRunner().invoke(rebuild.rebuild)


def test_rebuilding_by_command_mends_what_drifted(session, command):
    vendor = make.a_maker()
    with make.unit():
        database.get(VendorCraft, (vendor.id, vendor.crafts[0].craft_id)).sellable_until = None
    answer = command()
    assert answer.output.startswith("Rebuilt the eligibility of 1 vendors.\n")
    database.expire_all()
    assert eligibility.drifted() == []


def test_rebuilding_counts_anew_what_is_held_and_free(session, command):
    listing = make.a_live_listing()
    make.an_order(listing)
    with make.unit():
        lot = database.scalars(select(Lot).filter_by(listing_id=listing.id)).one()
        lot.held, listing.free_from = 0, None
    command()
    database.expire_all()
    assert lot.held == 1
    assert listing.free_from is not None
