"""However a line comes back, its notes add up to it: no rial is lost or made."""

from hypothesis import given, strategies as some

from marketplace.orders.models import OrderLine
from marketplace.orders.returns import crediting


@given(some.integers(1, 10**11), some.lists(some.integers(1, 40), min_size=1, max_size=12),
       some.integers(0, 10_000), some.integers(0, 10_000))  # fmt: skip
def test_the_notes_of_a_line_add_up_to_the_line(price, steps, share, levy):
    pieces = sum(steps)
    commission = price * pieces * share // 10_000
    tax = (price * pieces - commission) * levy // 10_000
    line = OrderLine(id=1, unit_price=price, quantity=pieces, commission=commission, tax=tax,
                     returned=0)  # fmt: skip
    parts = []
    for many in steps:
        parts.append(crediting.part(line, many, "stock"))
        line.returned += many
    assert all(part.amount == price * part.quantity for part in parts)
    assert all(part.commission >= 0 and part.tax >= 0 for part in parts)
    assert all(part.amount == part.commission + part.tax + part.share for part in parts)
    assert sum(part.commission for part in parts) == commission
    assert sum(part.tax for part in parts) == tax
    assert sum(part.share for part in parts) == line.share
