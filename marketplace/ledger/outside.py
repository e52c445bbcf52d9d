"""The accounting rules of what the office settles with the post and with whoever changes notes."""

from datetime import datetime

from marketplace.ledger.accounts import (
    BANK,
    DIFFERENCE,
    EXCHANGE,
    POST_CLAIMS,
    POSTAGE_PAID,
    RETURNS,
    SAFE,
)
from marketplace.ledger.facts import Changed, Settled
from marketplace.ledger.posting import credit, debit, post


def postage_paid(
    part_id: int, order_id: int, amount: int, money: str, currency: str, at: datetime
) -> None:
    """A carrier was paid at its counter for the parcel of an order, out of the account `money`;
    `amount` below nothing where that was a mistake."""
    post(
        "postage_paid" if amount > 0 else "postage_undone", ("order", order_id),
        [debit(POSTAGE_PAID, amount), credit(money, amount)],
        source=("post_payment_part", part_id), currency=currency, at=at,
    )  # fmt: skip


def claim_settled(answer: Settled, order_id: int, kind: str) -> None:
    """The post paid for what it damaged or lost, the whole or a part; what it does not pay the
    office bears (`claim_settled`). Both below nothing where that was a mistake and the claim is
    open again (`claim_reopened`), or where the parcel turned up and the post gets back what it
    paid (`claim_given_back`)."""
    post(
        kind, ("order", order_id),
        [debit(BANK, answer.paid), debit(RETURNS, answer.borne),
         credit(POST_CLAIMS, answer.paid + answer.borne)],
        source=("claim_settlement", answer.id), currency=answer.currency,
    )  # fmt: skip


def notes_changed(change: Changed) -> None:
    """Foreign notes out of the safe became the shop's money: what they were taken for leaves the
    exchange account, and what they brought above or below it is the exchange difference. All below
    nothing where that was a mistake."""
    undone = "_undone" if change.given < 0 else ""
    about = source = ("notes_exchange", change.id)
    money = BANK if change.money == "bank" else SAFE
    post(
        f"notes_exchanged{undone}", about,
        [debit(money, change.received), credit(EXCHANGE, change.cost),
         credit(DIFFERENCE, change.received - change.cost)],
        source=source, currency=change.base,
    )  # fmt: skip
    post(
        f"notes_left{undone}", about,
        [debit(EXCHANGE, change.given), credit(SAFE, change.given)],
        source=source, currency=change.currency,
    )  # fmt: skip
