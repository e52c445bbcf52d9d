"""Printed card codes, for makers whom no SMS reaches."""

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel import clock, eventlog
from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import show_code
from marketplace.people import cards, users
from marketplace.vendors import find, members
from marketplace.web.access import MODERATOR, may
from marketplace.web.office import bp


@bp.post("/vendors/<public_id>/members/<user_id>/card")
@may(MODERATOR)
def issue_card(public_id: str, user_id: str) -> ResponseReturnValue:
    """A sheet with a new code, shown this once; her older cards stop working."""
    vendor, user = find.by_public_id(public_id), users.by_public_id(user_id)
    if user.id not in {member.id for member in members.of(vendor)}:
        raise NotFound
    code = cards.issue(user)
    eventlog.record("vendor", vendor.id, "card_issued", changes={"user_id": [None, user.id]})
    sheet = render_template(
        "office/cards/show.html", vendor=vendor, user=user, code=show_code(code),
        expires_at=clock.now() + cards.LIFE,
    )  # fmt: skip
    answer = make_response(sheet)
    answer.headers["Cache-Control"] = "no-store"
    return answer
