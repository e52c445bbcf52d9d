"""The ways to pay, a folder each; `offered` says which of them stand open for an order."""

from marketplace.kernel.preferences import Preferences
from marketplace.payments.gateways import card_transfer, desk, stripe, zarinpal
from marketplace.payments.gateways.gateway import ONLINE, Gateway
from marketplace.settings import Settings, UnsafeSettings

__all__ = ["GATEWAYS", "Gateway", "called", "configure", "offered", "online", "origins"]

GATEWAYS: dict[str, Gateway] = {
    gateway.name: gateway
    for gateway in (desk.GATEWAY, zarinpal.GATEWAY, stripe.GATEWAY, card_transfer.GATEWAY)
}


def configure(settings: Settings) -> None:
    """Bind every gateway to its settings. Raises UnsafeSettings naming what cannot be."""
    zarinpal.ZARINPAL.bind(settings)
    stripe.STRIPE.bind(settings)
    if found := [one for gateway in GATEWAYS.values() for one in gateway.problems()]:
        raise UnsafeSettings("\n".join(found))


def called(name: str) -> Gateway:
    """The way to pay that an order or a payment names."""
    return GATEWAYS[name]


def offered(office: Preferences, *, travels: bool = False) -> list[Gateway]:
    """The ways that the office can be paid now, the usual one first.

    What `travels` to the buyer is paid for before it leaves."""
    return [
        gateway for gateway in GATEWAYS.values()
        if gateway.open(office) and (gateway.ahead or not travels)
    ]  # fmt: skip


def online(office: Preferences) -> list[Gateway]:
    """Those with a page of their own that stand open now."""
    return [gateway for gateway in offered(office, travels=True) if ONLINE in gateway.can]


def origins() -> tuple[str, ...]:
    """Where their pages are, https://host each."""
    found = [one for gateway in GATEWAYS.values() for one in gateway.origins()]
    return tuple(dict.fromkeys(found))
