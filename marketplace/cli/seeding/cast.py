"""Who and what the demo is made of while it is being made, by the names in demo/texts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from marketplace.catalogue.attribute_models import Attribute
from marketplace.catalogue.category import Category
from marketplace.catalogue.models import Listing
from marketplace.kernel.actor import Actor, acting, on_behalf_of
from marketplace.media.decoding import Checked
from marketplace.media.sounds import CheckedSound
from marketplace.orders.models import Order
from marketplace.people.models import User
from marketplace.vendors.models import Vendor


@dataclass(slots=True)
class Cast:
    """Photographs by file name, sounds, staff by role, the rest by key."""

    photos: dict[str, Checked] = field(default_factory=dict)
    voices: list[CheckedSound] = field(default_factory=list)
    staff: dict[str, User] = field(default_factory=dict)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    vendors: dict[str, Vendor] = field(default_factory=dict)
    listings: dict[str, Listing] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)

    @contextmanager
    def playing(self, role: str, maker: str | None = None) -> Iterator[User]:
        """A staff member acts, on behalf of a maker when one is named."""
        user = self.staff[role]
        with acting(Actor(kind="user", user_id=user.id, role=role)):
            if maker is None:
                yield user
            else:
                with on_behalf_of(self.vendors[maker].id):
                    yield user

    @contextmanager
    def herself(self, maker: str) -> Iterator[None]:
        """The maker acts."""
        member = self.vendors[maker].members[0]
        with acting(Actor(kind="user", user_id=member.user_id, role="artisan")):
            yield
