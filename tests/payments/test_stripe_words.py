"""What goes to Stripe and what its library calls things stay in step."""

import pytest
from stripe._api_version import _ApiVersion

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import CURRENCIES, Currency, Money
from marketplace.payments.gateways.stripe import currencies
from marketplace.payments.gateways.stripe.client import VERSION

MORE = {
    "JPY": Currency("JPY", 0, 1, 1, "ین", "yen", "ین", "yen"),
    "KWD": Currency("KWD", 3, 1000, 1, "دینار", "dinars", "فلس", "fils"),
    "ISK": Currency("ISK", 0, 1, 1, "کرون", "krónur", "کرون", "krónur"),
}


@pytest.fixture(autouse=True)
def more_currencies(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, kind in MORE.items():
        monkeypatch.setitem(CURRENCIES, code, kind)


def test_the_pinned_version_is_the_one_whose_types_we_read() -> None:
    assert VERSION == _ApiVersion.CURRENT


@pytest.mark.parametrize(
    ("amount", "code", "theirs"),
    [(18_550, "EUR", 18_550), (500, "JPY", 500), (5_120, "KWD", 5_120), (700, "ISK", 70_000)],
)
def test_amounts_are_written_as_stripe_writes_them(amount: int, code: str, theirs: int) -> None:
    assert currencies.to_stripe(Money(amount, code)) == theirs
    assert currencies.from_stripe(theirs, code.lower()) == Money(amount, code)


@pytest.mark.parametrize(("amount", "code"), [(1_000_000, "IRR"), (5_124, "KWD")])
def test_what_stripe_cannot_take_is_refused(amount: int, code: str) -> None:
    with pytest.raises(DomainError):
        currencies.to_stripe(Money(amount, code))


def test_what_we_cannot_write_down_is_not_guessed() -> None:
    assert currencies.from_stripe(100, "xyz") is None
    assert currencies.from_stripe(70_050, "isk") is None
