"""The guide's chapter on updating, walked with older versions of this program: everything of their
shops arrives, the shop sells, and it can go back to what it was."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from marketplace.cli.seeding.texts import PASSWORD
from tests.deploy.releases import Release, of_migration
from tests.deploy.units import ROOT
from tests.faults.guests import OURS, Guest
from tests.support import databases
from tests.support.databases import Database, SqliteDatabase
from tests.support.outside import PostOffice, Telephone
from tests.support.ports import free_port
from tools.postgres import find_binaries

OLDER = ("0018_messages_about.py", "0035_collections.py", "0037_office_walks.py")
MONEY = (
    "SELECT code, state, total, paid FROM buyer_order ORDER BY code",
    "SELECT amount, method, taken_at FROM payment ORDER BY id",
)
PAGES = ("/", "/en/", "/pieces", "/makers", "/en/order", "/sitemap.xml")
OFFICE = ("/office/", "/office/orders", "/office/money", "/office/payouts", "/office/parcels",
          "/office/log", "/desk/")  # fmt: skip
WRITTEN = ("heartbeat", "event", "outbox")  # by backup and restore themselves
Found = dict[str, Any]


@pytest.fixture
def empty(engine_name: str) -> Iterator[Database]:
    """A database without any table."""
    database = databases.new_database(engine_name, "updating")
    if isinstance(database, SqliteDatabase):
        database.path.unlink()
    else:
        with psycopg.connect(database.url, autocommit=True) as line:
            line.execute("DROP SCHEMA public CASCADE")
            line.execute("CREATE SCHEMA public")
    yield database
    database.drop()


@pytest.fixture
def environ(empty: Database, sms: Telephone, smtp: PostOffice, tmp_path: Path) -> dict[str, str]:
    """A shop's settings, which stay when its program changes."""
    port = free_port()
    (tmp_path / "var").mkdir()
    return {
        "MODE": "demo", "HOST": "127.0.0.1", "PORT": str(port), "DEMO_PHONE": "1",
        "PUBLIC_URL": f"http://127.0.0.1:{port}", "VAR_DIR": str(tmp_path / "var"),
        "DATABASE_URL": empty.url, "SECRET_KEY": "a secret for tests, 32 letters or more",
        "SMS_URL": sms.url, "SMS_KEY": sms.key, "SMTP_URL": smtp.url,
        "MAIL_FROM": "office@example.org", "PATH": f"{find_binaries()}:/usr/bin:/bin",
    }  # fmt: skip


def kept(database: Database) -> Found:
    """How many rows each table has, and every order and payment."""
    engine = sa.create_engine(database.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as line:
        found = {
            name: [tuple(line.execute(sa.text(f'SELECT count(*) FROM "{name}"')).one())]
            for name in sa.inspect(line).get_table_names()
        }
        for question in MONEY:
            found[question] = [tuple(row) for row in line.execute(sa.text(question))]
    engine.dispose()
    return found


def of_people(found: Found) -> Found:
    """The same without what the commands write down of themselves."""
    return {name: rows for name, rows in found.items() if name not in WRITTEN}


def it_works(shop: Release, sms: Telephone) -> None:
    """Pages open, staff see theirs, and a guest reserves a piece that was there before."""
    with shop.open() as browser:
        for page in PAGES:
            assert browser.get(page).status_code == 200, page
        pieces = re.findall(r'href="/i/(\w+)/', browser.get("/pieces").text)
        assert any(Guest(shop.url, sms).reserve(piece) for piece in pieces)
        signed_in = browser.post(
            "/account/staff", headers=OURS,
            data={"login": "admin@example.org", "password": PASSWORD},
        )  # fmt: skip
        assert signed_in.status_code == 303, signed_in.text
        for page in OFFICE:
            assert browser.get(page).status_code == 200, page


@pytest.mark.soak
@pytest.mark.parametrize("migration", OLDER)
def test_an_older_shop_is_updated_sells_and_goes_back_whole(
    migration: str, empty: Database, environ: dict[str, str], sms: Telephone, tmp_path: Path
) -> None:
    old = of_migration(migration, tmp_path / "old", environ)
    old.run("migrate")
    old.run("seed")
    left, copy = kept(empty), str(tmp_path / "left.backup")
    assert len(left[MONEY[0]]) > 3, "its demo has orders"
    old.run("backup", copy)

    new = Release(ROOT, environ)
    new.run("migrate")
    after = kept(empty)
    assert [name for name in left if after[name] < left[name]] == [], "a row was lost"
    assert [after[question] for question in MONEY] == [left[question] for question in MONEY]
    new.run("ledger", "check")
    it_works(new, sms)
    new.run("ledger", "check")
    assert len(kept(empty)[MONEY[0]]) == len(left[MONEY[0]]) + 1

    old.run("restore", copy, "--replace")
    assert of_people(kept(empty)) == of_people(left)
    with old.open() as browser:
        assert browser.get("/pieces").status_code == 200
