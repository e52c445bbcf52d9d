"""Files that lie in a bucket are copied out of it and put back into one."""

from pathlib import Path

import pytest
from sqlalchemy import select

from marketplace.kernel.db import session as database
from marketplace.media import documents, storage
from marketplace.media.models import Document
from tests.support import factories as make

pytestmark = pytest.mark.engine("sqlite")


def test_a_bucket_is_copied_and_put_back(bucket, elsewhere, tmp_path: Path) -> None:
    file, here = str(tmp_path / "one"), elsewhere(media_url=bucket.url)
    with here.app.app_context():
        make.a_picture()
        kept = documents.keep(b"a paper")
        with make.unit():
            documents.store(kept, None)
        had = storage.pictures.sizes()
        database.rollback()
    here.must("backup", file)

    there = elsewhere(media_url=bucket.url.replace("shop", "shop/second"))
    storage.pictures.write("abcdef", "240.jpg", b"somebody's")
    assert "add --replace" in there.run("restore", file).output
    report = there.must("restore", file, "--replace")
    assert "Counts, files and foreign keys are as in the archive." in report
    assert storage.pictures.sizes() == had
    with there.app.app_context():
        assert documents.open(database.scalars(select(Document)).one()) == b"a paper"


def test_without_the_bucket_nothing_is_made_or_touched(bucket, elsewhere, tmp_path: Path) -> None:
    file, house = tmp_path / "one", elsewhere(media_url=bucket.url)
    with house.app.app_context():
        make.a_picture()
        database.rollback()
    house.must("backup", str(file))
    bucket.stop()
    refused = house.run("backup", str(tmp_path / "two"))
    assert "MEDIA_URL names does not answer" in refused.output
    assert not (tmp_path / "two").exists()
    assert house.run("restore", str(file), "--replace").exit_code == 1
    with house.app.app_context():
        assert database.scalars(select(make.Picture)).one()
