"""Members of a collective share the orders out: who took which one, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from marketplace.orders.lists.find import VendorOrderRow
from marketplace.people.models import User
from marketplace.vendors import members
from marketplace.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class Shared:
    """The members' names by their ids, and who is looking. Empty for a booth of one."""

    names: Mapping[int, str]
    mine: int

    def rank(self, order: VendorOrderRow) -> int:
        """What is mine comes first, then what nobody took."""
        if order.taken_by not in self.names:
            return 1
        return 0 if order.taken_by == self.mine else 2

    def who(self, order: VendorOrderRow) -> str:
        """Who took it, in words."""
        if not self.names:
            return ""
        if self.rank(order) == 0:
            return str(_("You took it."))
        if self.rank(order) == 1:
            return str(_("Nobody has taken it yet."))
        return str(_("%(name)s took it.", name=self.names[order.taken_by or 0]))


def shared(vendor: Vendor, user: User) -> Shared:
    """Asked by a query only of a collective."""
    people = members.of(vendor) if vendor.kind == "collective" else []
    names = {one.id: one.name for one in people} if len(people) > 1 else {}
    return Shared(names, user.id)
