"""Tables of pieces on a maker's behalf, and everybody's pieces to take away."""

from flask.typing import ResponseReturnValue

from marketplace.kernel.db import one
from marketplace.vendors.models import Vendor
from marketplace.web.access import MODERATOR, may
from marketplace.web.imports import files
from marketplace.web.imports.place import Place
from marketplace.web.imports.routes import offer
from marketplace.web.office import bp


def _of(vendor_id: str) -> Place:
    return Place("office", one(Vendor, public_id=vendor_id))


offer(bp, "/vendors/<vendor_id>", MODERATOR, _of)


@bp.get("/listings/table.<any(xlsx,csv):kind>")
@may(MODERATOR)
def all_pieces_table(kind: str) -> ResponseReturnValue:
    """Everybody's pieces."""
    return files.of_all(kind)
