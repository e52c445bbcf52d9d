"""How an order reaches its buyer: collected at the caravanserai, or by post."""

from marketplace.kernel import preferences
from marketplace.kernel.preferences import Preferences


def remote_payment_available(office: Preferences | None = None) -> bool:
    """Whether somebody who is not here can pay: the office's bank card is known."""
    return bool(getattr(office or preferences.load(), "card_number", ""))


def offered(office: Preferences) -> bool:
    """Whether buyers may choose the post."""
    return office.posting != "off" and remote_payment_available(office)
