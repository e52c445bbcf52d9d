"""What photographs hint at: measured when they arrive, told kindly, forbidding nothing."""

import io

import pytest
import pyvips

from marketplace.catalogue import photo_hints, photos, revisions
from marketplace.kernel.unit import unit_of_work
from marketplace.media import decoding, looks, pictures
from marketplace.vendors import members
from tests.support import factories as make


def cloth(width=900, height=1200, seed=3, shade=1.0):
    """A cloth with fine checks in soft light, as one photograph; another seed is another one."""
    across = pyvips.Image.xyz(width, height)
    checks = ((across[0] / 20).floor() + (across[1] / 20).floor()) % 2 * 60
    light = pyvips.Image.perlin(900, 1200, cell_size=300, seed=seed).resize(width / 900) * 70
    grey = (checks + light + 120) * shade
    return grey.bandjoin([grey, grey * 0.8]).cast("uchar").copy(interpretation="srgb")


def jpeg(image, quality=85):
    return bytes(image.jpegsave_buffer(Q=quality))


def hung(maker, data):
    """A draft of hers with this photograph."""
    draft, kept = make.a_draft(maker), pictures.check(data)
    with unit_of_work():
        photos.clear(draft)
        photos.add(draft, pictures.store(kept, None))
    return draft


@pytest.mark.parametrize(
    ("image", "codes"),
    [
        (cloth(), []),
        (cloth(shade=0.3), ["dark"]),
        (cloth().gaussblur(8).cast("uchar"), ["blurred"]),
        (cloth(480, 640), ["small"]),
        (cloth(480, 640, shade=0.3), ["dark", "small"]),
    ],
    ids=["fine", "dark", "blurred", "small", "dark and small"],
)
def test_each_fault_is_seen_by_itself(session, image, codes):
    draft = hung(make.a_maker(), jpeg(image))
    assert photo_hints.faults(draft.pictures[0].picture) == codes


def test_a_picture_from_before_the_measures_has_no_faults_of_light(session):
    draft = hung(make.a_maker(), jpeg(cloth(shade=0.3)))
    with unit_of_work():
        draft.pictures[0].picture.light = draft.pictures[0].picture.detail = None
    assert photo_hints.faults(draft.pictures[0].picture) == []


def test_the_same_photograph_is_known_resized_and_saved_again(session):
    maker, other = make.a_maker(), make.a_maker()
    first = hung(maker, jpeg(cloth()))
    again = hung(maker, jpeg(cloth().resize(0.7), 60))
    theirs = hung(other, jpeg(cloth(), 50))
    hung(other, jpeg(cloth(seed=8)))
    found = photo_hints.twins(first)[first.pictures[0].picture_id]
    assert [one.public_id for one in found] == [again.listing.public_id, theirs.listing.public_id]


def test_plain_walls_are_not_taken_for_each_other(session):
    maker = make.a_maker()
    wall, other = (hung(maker, make.a_jpeg(shade=shade)) for shade in (90, 180))
    assert wall.pictures[0].picture.mark == ""
    assert photo_hints.twins(wall) == {}
    same = hung(make.a_maker(), make.a_jpeg(shade=180))
    assert photo_hints.twins(same).keys() == {same.pictures[0].picture_id}
    assert other.listing.public_id in str(photo_hints.twins(same))


def test_a_mark_hardly_changes_with_the_light(session):
    one, other = (looks.measured(decoding.shrunk(jpeg(cloth(shade=shade)), 2400, 2400)).mark
                  for shade in (1.0, 0.8))  # fmt: skip
    assert looks.apart(one, other) <= photo_hints.SAME
    assert looks.quarters(one) == [int(one[place : place + 4], 16) for place in (0, 4, 8, 12)]


def test_she_reads_it_and_goes_on(client, session):
    maker = make.a_maker()
    make.sign_in_as(client, members.of(maker)[0])
    place = client.get("/studio/pieces/new").location.rsplit("/", 1)[1]
    data = {"photo": (io.BytesIO(jpeg(cloth(shade=0.3))), "x.jpg")}
    page = client.post(f"/studio/pieces/{place}/photos", data=data, follow_redirects=True)
    assert "تاریک" in page.text
    answer = client.post(f"/studio/pieces/{place}/photos", headers={"Accept": "application/json"},
                         data={"photo": (io.BytesIO(jpeg(cloth(480, 640))), "x.jpg")})  # fmt: skip
    assert "کوچک" in answer.json["html"]
    assert client.post(f"/studio/pieces/new/{place}").location.endswith("/steps/what")


def test_another_maker_is_not_named_to_her_but_to_the_office(client, session):
    theirs, hers = make.a_maker(), make.a_maker()
    other, draft = hung(theirs, jpeg(cloth())), hung(hers, jpeg(cloth(), 60))
    make.sign_in_as(client, members.of(hers)[0])
    page = client.get(f"/studio/pieces/{draft.listing.public_id}/steps/photos").text
    assert "قطعهٔ هنرمندِ دیگری" in page
    assert theirs.alias_fa not in page
    assert other.listing.public_id not in page
    with unit_of_work():
        revisions.submit(draft)
    make.sign_in_as(client, "moderator")
    page = client.get(f"/office/listings/{draft.listing.public_id}").text
    assert theirs.alias_fa in page
    assert f"/office/listings/{other.listing.public_id}" in page
