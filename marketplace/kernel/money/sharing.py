"""Parts of an amount that add up to it, and prices that look ten times off."""

from collections.abc import Sequence

from marketplace.kernel.money.amount import Money

WHOLE = 10_000


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """`total` split by `weights` with the largest remainder; sums to it exactly, none negative.

    Equal remainders go to the earlier weight. Raises ValueError on a negative total or weight and
    on weights that add up to nothing.
    """
    whole = sum(weights)
    if total < 0 or whole <= 0 or min(weights) < 0:
        raise ValueError("shares need a total of at least 0 and weights above 0")
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def percent(amount: Money, basis_points: int) -> Money:
    """`basis_points` hundredths of a per cent, rounded half up to the currency's step (10 rial).

    Never more than the amount itself. Raises ValueError outside 0 to 10,000 or below nothing.
    """
    if amount.amount < 0 or not 0 <= basis_points <= WHOLE:
        raise ValueError("a share is taken from 0 to 100 per cent of an amount of at least 0")
    step = amount.kind.step
    steps = (2 * amount.amount * basis_points + WHOLE * step) // (2 * WHOLE * step)
    return Money(min(steps * step, amount.amount), amount.currency)


def ten_times_off(amount: Money, low: Money, high: Money) -> Money | None:
    """What was probably meant by an amount outside the usual range that a zero brings into it."""
    if amount > high:
        step = amount.kind.step
        fewer = Money((amount.amount + 5 * step) // (10 * step) * step, amount.currency)
        return fewer if low <= fewer <= high else None
    if amount < low:
        more = amount * 10
        return more if low <= more <= high else None
    return None
