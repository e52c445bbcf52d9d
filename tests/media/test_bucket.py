"""Files in a bucket: what a folder does, over the S3 protocol, and what happens without it."""

import io
import socket
import time

import httpx
import pytest

from marketplace.kernel import outbox
from marketplace.kernel.db import session as database
from marketplace.kernel.engines import writing
from marketplace.kernel.unit import unit_of_work
from marketplace.media import bucket as buckets, decoding, documents, pictures, storage
from marketplace.media.models import Picture
from marketplace.vendors import requirements, submissions
from tests.support import factories as make

pytestmark = pytest.mark.engine("sqlite")
AWAY = "عکس و صدا همین حالا ممکن نیست"


@pytest.fixture
def shop(bucket, make_app, session):
    """A shop that keeps its files in the bucket, and never talks to it inside a transaction."""
    return make_app(media_url=bucket.url)


@pytest.fixture(autouse=True)
def _outside_transactions(monkeypatch):
    from obstore.store import S3Store

    for name in ("put", "get", "list", "delete"):
        original = getattr(buckets.obstore, name)

        def asked(*arguments, original=original, **named):
            assert isinstance(arguments[0], S3Store)
            assert not writing.get(), "the network inside a unit of work"
            return original(*arguments, **named)

        monkeypatch.setattr(buckets.obstore, name, asked)


def a_picture():
    kept = pictures.keep(decoding.check(make.a_jpeg()))
    with unit_of_work():
        return pictures.store(kept, None)


def test_files_are_kept_read_counted_and_removed(shop):
    store = storage.pictures
    store.write("abcdef", "240.jpg", b"a picture")
    store.write("abcdff", "240.jpg", b"another")
    assert store.read("abcdef", "240.jpg") == b"a picture"
    assert store.open("abcdef", "240.jpg").read() == b"a picture"
    assert store.sizes() == {"ab/abcdef/240.jpg": 9, "ab/abcdff/240.jpg": 7}
    store.remove("abcdef")
    assert (store.read("abcdef", "240.jpg"), store.open("abcdef", "240.jpg")) == (None, None)
    assert store.used() == 7
    store.remove("abcdef")


def test_a_picture_goes_through_its_whole_life(shop, bucket, clock):
    key = a_picture().key
    database.rollback()
    outbox.drain()
    assert database.query(Picture).filter_by(key=key).one().state == "ready"
    found = bucket.get(f"media/{key[:2]}/{key}/480.webp")
    assert found.headers["content-type"] == "image/webp"
    assert "immutable" in found.headers["cache-control"]
    with unit_of_work():
        pictures.discard(database.query(Picture).filter_by(key=key).one())
    clock.advance(minutes=61)
    outbox.drain()
    assert storage.pictures.sizes() == {}


def test_a_browser_fetches_a_published_picture_from_the_bucket_itself(shop):
    picture = a_picture()
    address = f"/m/{picture.key}/240.webp"
    assert shop.test_client().get(address).status_code == 404
    with unit_of_work():
        pictures.publish(database.merge(picture))
    answer = shop.test_client().get(address)
    assert answer.status_code == 302
    assert answer.headers["Cache-Control"] == "public, max-age=518400"
    assert "X-Amz-Signature" in answer.location
    assert httpx.get(answer.location).content[8:12] == b"WEBP"
    origin = answer.location.split("/shop/")[0]
    policy = shop.test_client().get("/").headers["Content-Security-Policy"]
    assert f"img-src 'self' data: blob: {origin};" in policy
    lost = answer.location.replace("240.webp", "999.webp")
    assert httpx.get(lost).status_code == 404


def test_an_unpublished_picture_s_address_is_short_lived_and_for_the_office(shop):
    key, client = a_picture().key, shop.test_client()
    make.sign_in_as(client, "moderator")
    answer = client.get(f"/office/pictures/{key}/240.jpg")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "no-store")
    assert "X-Amz-Expires=300" in answer.location


def test_with_a_public_address_pages_name_it_at_once(bucket, make_app, session):
    app = make_app(media_url=bucket.url, media_public_url="https://cdn.example.org")
    picture = a_picture()
    from marketplace.web.photos import OFFICE, photo_of

    shown = photo_of(picture)
    assert shown.src(240) == (
        f"https://cdn.example.org/media/{picture.key[:2]}/{picture.key}/240.webp"
    )
    assert photo_of(picture, at=OFFICE).src(240).startswith("/office/pictures/")
    policy = app.test_client().get("/").headers["Content-Security-Policy"]
    assert "https://cdn.example.org" in policy
    assert bucket.endpoint in policy


def test_a_lost_original_is_as_in_a_folder(shop):
    key = a_picture().key
    storage.pictures.remove(key)
    database.rollback()
    outbox.drain()
    assert database.query(Picture).filter_by(key=key).one().state == "broken"


def test_a_paper_lies_sealed_and_is_opened_after_the_look_is_written_down(shop, bucket):
    vendor, client = make.an_applicant(), shop.test_client()
    kept = documents.check(make.a_jpeg())
    with unit_of_work():
        asked = requirements.add("document", title_fa="پروانه", title_en="Permit")
        paper = documents.store(kept, None)
        submissions.hand_in(database.merge(vendor), asked, paper)
        key, requirement = paper.key, asked.id
    sealed = bucket.get(f"documents/{key[:2]}/{key}/sealed")
    assert sealed.status_code == 200
    assert b"\xff\xd8\xff" not in sealed.content
    make.sign_in_as(client, "moderator")
    at = f"/office/vendors/{vendor.public_id}/requirements/{requirement}/viewing"
    assert client.post(at).data.startswith(b"\xff\xd8\xff")
    bucket.stop()
    answer = client.post(at)
    assert answer.status_code == 503
    assert AWAY in answer.text


def test_without_the_bucket_a_photo_is_refused_by_a_sentence_and_comes_in_later(
    bucket, session, make_app
):
    maker = make.a_maker()
    public_id = make.a_draft(maker).listing.public_id
    client = make_app(media_url=bucket.url).test_client()
    make.sign_in_as(client, database.get_one(make.User, maker.members[0].user_id))
    page = client.get(f"/studio/pieces/{public_id}/steps/photos").text
    action = page.split('data-photos="')[1].split('"')[0]
    before = database.query(Picture).count()

    def send():
        return client.post(action, data={"photo": (io.BytesIO(make.a_jpeg()), "a.jpg")})

    bucket.stop()
    refused = send()
    assert refused.status_code == 503
    assert AWAY in refused.text
    assert client.get(f"/studio/pieces/{public_id}/check").status_code == 200
    bucket.start()
    assert send().status_code == 303
    database.rollback()
    assert database.query(Picture).count() == before + 1


def test_the_worker_waits_for_the_bucket(shop, bucket, clock):
    key = a_picture().key
    kept = {path: bucket.get(f"media/{path}").content for path in storage.pictures.sizes()}
    database.rollback()
    bucket.stop()
    outbox.drain()
    row = database.query(outbox.Outbox).filter_by(key=f"picture-{key}").one()
    assert row.state == "waiting"
    bucket.start()
    for path, data in kept.items():
        storage.pictures.write(key, path.rpartition("/")[2], data)
    clock.advance(minutes=5)
    database.rollback()
    outbox.drain()
    database.expire_all()
    assert database.query(Picture).filter_by(key=key).one().state == "ready"


def test_a_bucket_that_is_not_there_is_no_missing_file(bucket, make_app, session):
    make_app(media_url=bucket.url.replace("shop", "elsewhere"))
    with pytest.raises(storage.StorageAway):
        storage.pictures.read("abcdef", "240.jpg")


def test_a_bucket_that_never_answers_is_left_in_time(monkeypatch):
    monkeypatch.setattr(buckets, "LINE", {"connect_timeout": "1s", "timeout": "1s"})
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"s3://shop?endpoint=http://127.0.0.1:{silent.getsockname()[1]}"
        store, started = buckets.Bucket(url, "media"), time.monotonic()
        with pytest.raises(storage.StorageAway):
            store.write("abcdef", "240.jpg", b"a picture")
    assert time.monotonic() - started < 10
