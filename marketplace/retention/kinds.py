"""Every kind of personal data that ends: for how long it is kept, and who erases it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from marketplace.catalogue.imports import find as imports
from marketplace.catalogue.voices import forgetting as voices
from marketplace.following import stopping
from marketplace.kernel import clock
from marketplace.kernel.preferences import Preferences
from marketplace.notify import forgetting as notify
from marketplace.orders import basket, forgetting as orders
from marketplace.payouts import forgetting as payouts
from marketplace.people import codes, invitations, resets
from marketplace.vendors import forgetting as vendors

Erase = Callable[[datetime, int], int]
Count = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Kind:
    """`erase(before, limit)` and `count(before)` return how many; `days` names the preference."""

    name: str
    days: str
    erase: Erase
    count: Count | None = None  # None: erasing it surprises nobody

    def before(self, office: Preferences) -> datetime:
        """What is older than this is erased."""
        kept: int = getattr(office, self.days)
        return clock.now() - timedelta(days=kept)


KINDS = (  # in the sequence of locks: buyers, vendors, orders, then what nobody else locks
    Kind("buyers", "keep_contacts_days", orders.buyers),
    Kind("documents", "keep_documents_days", vendors.documents, vendors.count),
    Kind("accounts", "keep_accounts_days", payouts.accounts, payouts.count),
    Kind("voices", "keep_voices_days", voices.sounds, voices.count),
    Kind("imports", "keep_messages_days", imports.forget),
    Kind("contacts", "keep_contacts_days", orders.contacts, orders.count),
    Kind("followers", "keep_messages_days", stopping.forget_old),
    Kind("messages", "keep_messages_days", notify.messages, notify.count),
    Kind("baskets", "keep_baskets_days", basket.forget_old),
    Kind("codes", "keep_codes_days", codes.forget_old),
    Kind("links", "keep_codes_days", resets.forget_old),
    Kind("invitations", "keep_messages_days", invitations.forget_old),
)
