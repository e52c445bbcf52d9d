"""Which ways to pay stand open."""

from marketplace.kernel.preferences import Preferences
from marketplace.payments import gateways

CARD = Preferences(card_number="6037991000000004", card_holder="دفتر")


def names(office: Preferences, *, travels: bool = False) -> list[str]:
    return [one.name for one in gateways.offered(office, travels=travels)]


def test_without_a_card_the_desk_alone_is_open() -> None:
    assert names(Preferences()) == ["desk"]
    assert names(Preferences(), travels=True) == []


def test_what_travels_is_paid_before_it_leaves() -> None:
    assert names(CARD) == ["desk", "card"]
    assert names(CARD, travels=True) == ["card"]


def test_the_order_keeps_the_name() -> None:
    assert gateways.called("card").method == "card"
    assert gateways.called("desk").holder == "office"
