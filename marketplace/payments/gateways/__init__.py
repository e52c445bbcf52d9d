"""The ways to pay, one module each; `offered` says which of them stand open for an order."""

from marketplace.kernel.preferences import Preferences
from marketplace.payments.gateways import card_transfer, desk
from marketplace.payments.gateways.gateway import Gateway

__all__ = ["GATEWAYS", "Gateway", "called", "offered"]

GATEWAYS: dict[str, Gateway] = {
    gateway.name: gateway for gateway in (desk.GATEWAY, card_transfer.GATEWAY)
}


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
