"""What a maker has to do now: answer, bring, mend, finish; the most pressing first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext as _

from marketplace.catalogue import shelf
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.orders.lists import find
from marketplace.orders.lists.find import VendorOrderRow
from marketplace.vendors import eligibility
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.orders.rows import photos_of
from marketplace.web.orders.sharing import Shared
from marketplace.web.photos import Photo
from marketplace.web.pieces import shelf_rows

UNDER_WAY = ("placed", "accepted", "making", "ready")


@dataclass(frozen=True, slots=True)
class Task:
    """One card of her day."""

    icon: str
    kind: str
    title: str
    text: str
    photo: Photo | None
    url: str
    label: str


def of(vendor: Vendor, sharing: Shared) -> list[Task]:
    """Everything that waits for her; among several members what she took comes first."""
    orders = find.for_vendor(vendor.id, UNDER_WAY)
    photos = photos_of(line.picture_key for order in orders for line in order.lines)
    waiting = sorted((o for o in orders if o.state == "placed"), key=lambda o: o.answer_by)
    posting = [o for o in orders if to_post(o)]
    posting.sort(key=lambda o: o.bring_by or o.answer_by)
    coming = [o for o in orders if o.fulfilment == "expected" and not _hers(o)]
    coming.sort(key=lambda o: o.bring_by or o.answer_by)
    return [
        *_orders((waiting, posting, coming), photos, sharing),
        *_pieces(vendor, "returned"),
        *_requirements(vendor),
        *_pieces(vendor, "draft"),
    ]


def _orders(
    found: Sequence[Sequence[VendorOrderRow]], photos: dict[str, Photo], sharing: Shared
) -> Iterable[Task]:
    """`found`: what to answer, to post and to bring, each by its day."""
    acts = (_answer, _post, _bring)
    jobs = [(order, act) for orders, act in zip(found, acts, strict=True) for order in orders]
    for order, act in sorted(jobs, key=lambda job: sharing.rank(job[0])):
        job = act(order, photos)
        yield replace(job, text=" ".join(filter(None, (job.text, sharing.who(order)))))


def title_of(order: VendorOrderRow) -> str:
    """The first piece's name, and how many more there are."""
    first = formatters.local(order.lines[0], "title")
    more = len(order.lines) - 1
    count = formatters.number(more)
    return _("%(title)s and %(count)s more", title=first, count=count) if more else first


def photo_of_order(order: VendorOrderRow, photos: dict[str, Photo]) -> Photo | None:
    """The first piece that has a picture."""
    return next((photos[key] for line in order.lines if (key := line.picture_key) in photos), None)


def _answer(order: VendorOrderRow, photos: dict[str, Photo]) -> Task:
    return Task(
        "bag",
        _("Answer"),
        title_of(order),
        _(
            "Somebody wants it. Answer by %(day)s, %(time)s.",
            day=formatters.day(order.answer_by),
            time=formatters.time_of_day(order.answer_by),
        ),
        photo_of_order(order, photos),
        url_for("studio.order", public_id=order.public_id),
        _("See the order"),
    )


def is_overdue(order: VendorOrderRow) -> bool:
    """Whether the day she promised has passed and the piece is not here."""
    return bool(order.fulfilment == "expected" and order.bring_by and order.bring_by < clock.now())


def _hers(order: VendorOrderRow) -> bool:
    """Whether she posts it herself."""
    return bool(order.travel and order.travel.hers)


def to_post(order: VendorOrderRow) -> bool:
    """Whether it is paid and waits for her to post it."""
    return bool(_hers(order) and order.paid and order.fulfilment == "expected")


def days_left(order: VendorOrderRow) -> int | None:
    """Whole days until the day that she promised; below 0 when it has passed."""
    if order.bring_by is None or order.fulfilment != "expected":
        return None
    return (local_day(order.bring_by) - local_day(clock.now())).days


def _post(order: VendorOrderRow, photos: dict[str, Photo]) -> Task:
    day = formatters.day(order.bring_by)
    text = (
        _("It was promised for %(day)s. Post it soon, or ask for two more days.", day=day)
        if is_overdue(order)
        else _("It is paid. Post it by %(day)s.", day=day)
    )
    return Task(
        "post",
        _("Post it"),
        title_of(order),
        text,
        photo_of_order(order, photos),
        url_for("studio.order", public_id=order.public_id),
        _("See the order"),
    )


def _bring(order: VendorOrderRow, photos: dict[str, Photo]) -> Task:
    day = formatters.day(order.bring_by)
    text = (
        _("It was promised for %(day)s. Bring it soon, or call the office.", day=day)
        if is_overdue(order)
        else _("Bring it to the office by %(day)s.", day=day)
    )
    return Task(
        "pin",
        _("Bring it"),
        title_of(order),
        text,
        photo_of_order(order, photos),
        url_for("studio.order", public_id=order.public_id),
        _("See the order"),
    )


def _pieces(vendor: Vendor, group: str) -> Iterable[Task]:
    icon, kind = {
        "returned": ("ask", _("The office asks for something")),
        "draft": ("edit", _("Not finished yet")),
    }[group]
    for held in shelf.of(vendor.id):
        if held.group == group:
            row = shelf_rows.row(held)
            yield Task(icon, kind, row.title, row.reason or row.note, row.photo, row.url, row.label)


def _requirements(vendor: Vendor) -> Iterable[Task]:
    asked = {
        one.requirement.id: one.requirement
        for conditions in eligibility.missing(vendor).values()
        for one in conditions
        if one.who_acts == "she"
    }
    for requirement in asked.values():
        yield Task(
            "cert",
            _("Before you can sell"),
            formatters.local(requirement, "title"),
            formatters.local(requirement, "help"),
            None,
            url_for("studio.eligibility"),
            _("Show me"),
        )
