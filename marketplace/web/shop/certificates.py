"""A certificate's public page: what its printed code leads to."""

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.db import one
from marketplace.kernel.ids import show_code
from marketplace.people.models import User
from marketplace.programme import certificates
from marketplace.vendors import find
from marketplace.web.access import VISITOR, may
from marketplace.web.shop import bp
from marketplace.web.vendors.rows import craft_names


@bp.get("/c/<code>")
@may(VISITOR, public=True)
def certificate(code: str) -> ResponseReturnValue:
    """Craft, days and whether it holds; of the person only the public name of her booth."""
    found = certificates.by_code(code)
    booths = find.of_person(one(User, id=found.user_id))
    return render_template(
        "shop/certificate/show.html", certificate=found, standing=certificates.standing(found),
        shown_code=show_code(found.public_code), craft=craft_names().get(found.craft_id, ""),
        booth=next((booth for booth in booths if booth.state == "active"), None),
    )  # fmt: skip
