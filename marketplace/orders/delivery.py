"""How an order reaches its buyer: collected at the caravanserai, or by post."""

from marketplace.kernel import preferences
from marketplace.kernel.preferences import Preferences
from marketplace.payments import gateways


def remote_payment_available(office: Preferences | None = None) -> bool:
    """Whether somebody who is not here can pay."""
    return bool(gateways.offered(office or preferences.load(), travels=True))
