"""A crawl over every form and query string with things nobody hoped for: never an error of ours."""

import io
from random import Random
from typing import Any

import pytest

from marketplace.kernel.unit import unit_of_work
from marketplace.people.models import User
from tests.hostile.forms import FoundForm, read, urlencoded
from tests.hostile.nasty import ALL
from tests.support import factories as make

ROLES = ("visitor", "artisan", "clerk", "trainer", "moderator", "treasurer", "administrator")
START = {
    "visitor": ("/", "/pieces", "/basket", "/order", "/account/sign-in", "/account/card",
                "/account/staff", "/p", "/makers", "/caravanserai", "/checkout",
                "/checkout/check", "/demo/phone", "/_styleguide"),
    "artisan": ("/studio/", "/studio/pieces", "/studio/pieces/new", "/studio/orders",
                "/studio/page", "/studio/page/edit", "/studio/page/portrait",
                "/studio/eligibility", "/account/me"),
    "clerk": ("/desk/", "/desk/reservations/new", "/office/orders", "/account/password"),
    "trainer": ("/office/certificates", "/office/certificates/new?q=900"),
    "moderator": ("/office/vendors", "/office/applications", "/office/vendors/new",
                  "/office/listings", "/office/listings/published", "/office/categories",
                  "/office/categories/new", "/office/messages", "/office/log"),
    "treasurer": ("/office/payments",),
    "administrator": ("/office/users", "/office/invitations/new", "/office/settings",
                      "/office/requirements", "/office/requirements/new"),
}  # fmt: skip
ENDS = ("/sign-out", "/deactivation", "/roles", "/everywhere", "/suspension", "/account/password")


@pytest.fixture
def people(app: Any, session: Any) -> dict[str, Any]:
    """One client a role, in a shop with a bit of everything."""
    with unit_of_work():
        maker = make.a_maker()
        make.a_draft(maker)
        make.a_pending_revision(maker, title_fa="جاجیم راه‌راه")
        make.a_live_listing(maker, kind="made_to_order", title_fa="سفارشی")
        make.an_order(make.a_live_listing(maker, quantity=5))
        make.paid(make.at_office(make.an_order()))
        make.an_applicant(alias_fa="گره چهارم")
    found: dict[str, Any] = {role: app.test_client() for role in ROLES}
    make.sign_in_as(found["artisan"], session.get_one(User, maker.members[0].user_id))
    for role in ROLES[2:]:
        make.sign_in_as(found[role], role)
    listing = make.a_live_listing(maker, quantity=90)
    found["visitor"].post("/basket/lines", data={"listing": listing.public_id})
    return found


def crawl(people: dict[str, Any], dice: Random) -> None:
    """One person opens a page, follows a link or two, and sends one form filled with anything."""
    role = dice.choice(ROLES)
    client, path = people[role], dice.choice(START[role])
    for _click in range(dice.randint(0, 3)):
        _forms, links = look(client, path)
        inside = sorted({link for link in links if not link.endswith((".webp", ".jpg"))})
        if not inside:
            break
        path = dice.choice(inside)
    forms, _links = look(client, path)
    forms = [form for form in forms if not form.action.endswith(ENDS)]
    if forms:
        send(client, dice.choice(forms), dice)


def look(client: Any, path: str) -> tuple[list[FoundForm], list[str]]:
    """Open a page; it must not break."""
    answer = client.get(path)
    sound(answer, "GET", path)
    if answer.status_code in (301, 302, 303) and "localhost" not in answer.location:
        return look(client, answer.location)
    return read(answer.text, path) if answer.mimetype == "text/html" else ([], [])


def send(client: Any, form: FoundForm, dice: Random) -> None:
    """Fill most fields with what stands there or with something nasty."""
    pairs = [
        (name, dice.choice(values) if dice.random() < 0.4 else nasty(dice))
        for name, values in form.fields.items()
        if dice.random() < 0.8
    ]
    body = urlencoded(pairs)
    if form.method == "get":
        path = f"{form.action}?{body.decode()}"
        sound(client.get(path), "GET", path)
        return
    if form.files:
        photo = dice.choice([b"", b"GIF89a", make.a_jpeg(60, 60), dice.randbytes(200)])
        fields: dict[str, Any] = {
            name: (io.BytesIO(photo), "../\u202egpj.exe") for name in form.files
        }
        answer = client.post(form.action, data=fields)
    else:
        kind = "application/x-www-form-urlencoded"
        answer = client.post(form.action, data=body, content_type=kind)
    sound(answer, "POST", f"{form.action} {pairs!r}")


def sound(answer: Any, method: str, what: str) -> None:
    """No error of ours, no stack trace, nothing typed that runs as markup."""
    assert answer.status_code < 500, f"{answer.status_code} {method} {what}\n{answer.text[:2000]}"
    text = answer.text if answer.mimetype == "text/html" else ""
    assert "Traceback (most recent" not in text, what
    assert "<svg onload" not in text, what
    assert "<script>alert" not in text, what


def nasty(dice: Random) -> str:
    """One of the known horrors, or a few letters from anywhere in Unicode."""
    anything = "".join(chr(dice.randrange(0x11_0000)) for _ in range(dice.randint(1, 20)))
    return dice.choice([*ALL, anything])


def play(people: dict[str, Any], seeds: range) -> None:
    """One crawl a seed; a failure names the seed that leads to it."""
    for seed in seeds:
        try:
            crawl(people, Random(seed))
        except Exception as error:
            raise AssertionError(f"with seed {seed}, after those before it") from error


@pytest.mark.engine("sqlite")
def test_nothing_typed_anywhere_breaks_a_page(people: dict[str, Any]) -> None:
    play(people, range(200))


@pytest.mark.engine("postgresql")
def test_nothing_typed_anywhere_breaks_a_page_on_postgresql(people: dict[str, Any]) -> None:
    play(people, range(1000, 1080))


@pytest.mark.soak
def test_nothing_typed_anywhere_breaks_a_page_for_long(people: dict[str, Any]) -> None:
    play(people, range(5000, 9000))
