"""Several orders of one buyer in one box: put together, taken apart."""

from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel.db import session
from marketplace.kernel.ids import show_code
from marketplace.orders.models import Order
from marketplace.orders.post import boxes, dispatch
from marketplace.orders.post.boxes import Costs
from marketplace.orders.post.models import Parcel
from marketplace.web.access import CLERK, MODERATOR, may
from marketplace.web.attempts import attempt
from marketplace.web.office import bp


@dataclass(frozen=True, slots=True)
class Mate:
    """A parcel that lies, or could lie, in the same box: its id and its order's code."""

    public_id: str
    code: str


@dataclass(frozen=True, slots=True)
class Box:
    """`first` leads it, None when this parcel does; `inside` goes along; `fitting` could; `costs`
    where one parcel costs less than its orders paid."""

    first: Mate | None
    inside: list[Mate]
    fitting: list[Mate]
    costs: Costs | None


def box(parcel: Parcel) -> Box:
    """What a parcel's page says of its box."""
    lying = boxes.contents(parcel)
    first, *others = lying
    costs = boxes.costs(lying) if others else None
    return Box(
        first=_mate(first) if first.id != parcel.id else None,
        inside=[_mate(one) for one in others] if first.id == parcel.id else [],
        fitting=[Mate(one.public_id, show_code(order.code))
                 for one, order in boxes.fitting(parcel)],
        costs=costs if costs and costs.rest.amount > 0 else None,
    )  # fmt: skip


def _mate(parcel: Parcel) -> Mate:
    return Mate(parcel.public_id, show_code(session.get_one(Order, parcel.order_id).code))


@bp.post("/parcels/<public_id>/companions")
@may(CLERK, MODERATOR)
def parcel_companion(public_id: str) -> ResponseReturnValue:
    """Another parcel of this buyer goes in the same box."""
    other = request.form.get("parcel", "")
    attempt(
        lambda: boxes.put_in(dispatch.parcel(public_id), dispatch.parcel(other)),
        _("Both go in one box, under one tracking code."),
    )
    return redirect(url_for("office.parcel", public_id=public_id), 303)


@bp.post("/parcels/<public_id>/separation")
@may(CLERK, MODERATOR)
def parcel_separation(public_id: str) -> ResponseReturnValue:
    """It goes in a box of its own again."""
    attempt(lambda: boxes.take_out(dispatch.parcel(public_id)), _("It has a box of its own again."))
    return redirect(url_for("office.parcel", public_id=public_id), 303)
