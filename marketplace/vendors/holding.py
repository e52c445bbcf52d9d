"""A maker's row while something is written for her."""

from marketplace.kernel.db import locked
from marketplace.kernel.errors import WrongState
from marketplace.kernel.text import N_
from marketplace.vendors.models import Vendor

GONE = N_("This maker was erased meanwhile; nothing can be written for her any more.")


def hold(vendor_id: int) -> Vendor:
    """Her row, locked until the unit of work ends. Raises WrongState when she was erased, so that
    whoever waited for it writes nothing of hers anew."""
    vendor = locked(Vendor, vendor_id)
    if vendor.state == "erased":
        raise WrongState(GONE)
    return vendor
