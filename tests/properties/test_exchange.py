"""Foreign money and back: no rial is lost, no buyer pays less than the price."""

import pytest
from hypothesis import given, strategies as st

from marketplace.kernel.money import CurrencyMismatch, Money, Rate

amounts = st.integers(1, 10**13)
rates = st.builds(
    lambda price, quantity, rounding: Rate(
        Money(quantity, "EUR"), Money(price, "IRR"), min(rounding, price)
    ),
    st.integers(1, 10**10), st.integers(1, 100_000), st.sampled_from([1, 10, 10_000, 50_000]),
)  # fmt: skip


@given(rates, amounts)
def test_value_and_rounding_are_all_of_what_came(rate: Rate, given_: int) -> None:
    worth = rate.worth(Money(given_, "EUR"))
    assert worth.value + worth.rounded == worth.exact
    assert 0 <= worth.rounded.amount < rate.rounding
    assert worth.value.amount % rate.rounding == 0
    exact = given_ * rate.price.amount
    assert 0 <= exact - worth.exact.amount * rate.quantity.amount < rate.quantity.amount


@given(rates, amounts)
def test_what_it_costs_is_the_least_that_pays(rate: Rate, due: int) -> None:
    costs = rate.costs(Money(due, "IRR"))
    assert rate.worth(costs).value.amount >= due
    assert rate.worth(Money(costs.amount - 1, "EUR")).value.amount < due


@given(rates, amounts, amounts)
def test_more_notes_are_never_worth_less(rate: Rate, one: int, two: int) -> None:
    less, more = sorted((one, two))
    assert rate.worth(Money(less, "EUR")).value <= rate.worth(Money(more, "EUR")).value


def test_currencies_do_not_mix() -> None:
    rate = Rate(Money(100, "EUR"), Money(1_000_000, "IRR"))
    with pytest.raises(CurrencyMismatch):
        rate.worth(Money(1, "USD"))
    with pytest.raises(CurrencyMismatch):
        rate.costs(Money(1, "EUR"))
