"""Photographs sent by somebody who means harm: many at once, far too large, with names that lead
elsewhere."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from marketplace.media.models import Picture
from marketplace.vendors import members
from tests.support import factories as make

PORTRAIT = "/studio/page/portrait"
NAMES = (
    "../../../../etc/passwd.jpg", "..\\..\\boot.jpg", "/etc/cron.d/x.jpg", "\u202egpj.exe",
    "CON.jpg", "x" * 5000 + ".jpg", "a%00.jpg", "'; DROP TABLE picture;--.jpg",
)  # fmt: skip


@pytest.fixture
def maker(client: Any, session: Any) -> None:
    make.sign_in_as(client, members.of(make.a_maker())[0])


def kept(session: Any) -> list[Picture]:
    session.rollback()
    return session.query(Picture).all()


def files(app: Any) -> set[Path]:
    var = app.extensions["settings"].var_dir
    return {path for path in var.rglob("*") if path.is_file() and "queue.db" not in path.name}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_s_name_leads_nowhere_and_is_not_kept(
    app: Any, client: Any, session: Any, maker: None, name: str
) -> None:
    before = files(app)
    answer = client.post(PORTRAIT, data={"photo": (BytesIO(make.a_jpeg()), name)})
    assert answer.status_code == 303
    (picture,) = kept(session)
    new = files(app) - before
    assert new
    assert all("media" in path.parts and picture.key in str(path) for path in new)
    assert name not in str(vars(picture))


def a_hundred() -> dict[str, Any]:
    return {"photo": [(BytesIO(make.a_jpeg(300, 300, shade=n)), f"{n}.jpg") for n in range(100)]}


def test_of_a_hundred_files_in_one_form_no_more_is_kept_than_was_asked_for(
    client: Any, session: Any, maker: None
) -> None:
    place = client.get("/studio/pieces/new").location.rsplit("/", 1)[1]
    answer = client.post(f"/studio/pieces/{place}/photos", data=a_hundred())
    assert answer.status_code == 422
    assert "یکی‌یکی" in answer.text
    assert kept(session) == []
    assert client.post(PORTRAIT, data=a_hundred()).status_code == 303
    assert len(kept(session)) == 1


def test_thirty_megabytes_are_refused_with_a_sentence(
    client: Any, session: Any, maker: None
) -> None:
    large = make.a_jpeg() + b"\0" * 30_000_000
    answer = client.post(PORTRAIT, data={"photo": (BytesIO(large), "a.jpg")})
    assert answer.status_code == 413
    assert "بزرگ است" in answer.text
    assert kept(session) == []
