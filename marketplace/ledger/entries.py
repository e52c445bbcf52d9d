"""The accounting rules: one function for each fact about money, called where the fact is written.

Debits say where value went, credits where it came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marketplace.ledger.accounts import (
    BANK,
    BUYER,
    COMMISSION,
    DISPUTES,
    EXCHANGE,
    FEES,
    POST_CLAIMS,
    POSTAGE_COLLECTED,
    REFUNDS_DUE,
    RETURNS,
    ROUNDING,
    SAFE,
    SHORTAGE,
    TAX,
    clearing,
    drawer,
    keeper,
    vendor,
)
from marketplace.ledger.facts import Due, Fee, Given, Notes, Paid, Taken, Till
from marketplace.ledger.posting import (
    Draft,
    Leg,
    Ref,
    credit,
    debit,
    merged,
    post,
    post_all,
    standing,
)

BACK = ("return_office", "return_vendor", "return_post")
LOSS = ("loss_office", "loss_vendor", "loss_post")
FOUND = ("found_back", "found_bought", "found_kept", "found_undone")
SALE = ("sale", "sale_changed", "sale_undone", *BACK, *LOSS, *FOUND)
PAYOUT = ("payout", "payout_cash", "payout_returned")


def payment_taken(payment: Taken) -> None:
    """A buyer paid, which was just kept: whoever has the money holds it for her."""
    money = keeper(payment.holder, payment.method, payment.taken_by)
    post_all([Draft(
        "payment", _subject(payment),
        [debit(money, payment.amount), credit(BUYER, payment.amount)],
        source=("payment", payment.id), currency=payment.currency, at=payment.taken_at,
    )])  # fmt: skip


def payment_undone(payment: Taken) -> None:
    """A payment was a mistake: the row that undoes it has a negative amount."""
    money = keeper(payment.holder, payment.method, payment.taken_by)
    post(
        "correction", _subject(payment),
        [debit(BUYER, -payment.amount), credit(money, -payment.amount)],
        source=("payment", payment.id), currency=payment.currency, at=payment.taken_at,
    )  # fmt: skip


def foreign_cash(payment: Taken, notes: Notes) -> None:
    """Foreign notes came in at the rate of the moment, or went back: each currency balances by
    itself, and the exchange account holds the two until the notes are changed."""
    till, undone = drawer(payment.taken_by), "_undone" if notes.given < 0 else ""
    worth = payment.amount + notes.change + notes.rounded
    post(
        f"foreign_cash{undone}", _subject(payment),
        [debit(EXCHANGE, worth), credit(BUYER, payment.amount), credit(till, notes.change),
         credit(ROUNDING, notes.rounded)],
        source=("payment", payment.id), currency=payment.currency, at=payment.taken_at,
    )  # fmt: skip
    post(
        f"foreign_notes{undone}", _subject(payment),
        [debit(till, notes.given), credit(EXCHANGE, notes.given)],
        source=("payment", payment.id), currency=notes.currency, at=payment.taken_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A line that is sold: its whole price, the office's part of it and the tax that it includes,
    frozen on the line."""

    line_id: int
    vendor_id: int
    price: int
    commission: int
    tax: int = 0


@dataclass(frozen=True, slots=True)
class Postage:
    """What a parcel costs the buyer, and the maker who keeps it when she posts it herself."""

    amount: int
    vendor_id: int | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """Pieces of a line that came back or never arrived, or (without a line) postage that goes back:
    their price and its parts. `liable` bears what is `lost`, damaged or paid to a carrier: office,
    vendor, post."""

    liable: str
    lost: bool
    vendor_id: int
    price: int
    commission: int = 0
    tax: int = 0
    line_id: int | None = None


def order_sold(
    order_id: int, currency: str, pieces: Iterable[Piece], postage: Iterable[Postage],
    returned: Iterable[Returned] = (),
) -> None:  # fmt: skip
    """An order is paid as a whole: what its buyer paid becomes the makers' and the office's.

    Told again after pieces were taken off it posts only the difference; with nothing left, or
    when it is unpaid again, everything back."""
    _bring_to(order_id, currency, [*sale(pieces, postage), *_all_back(returned)])


def sale(pieces: Iterable[Piece], postage: Iterable[Postage]) -> list[Leg]:
    """A line's price is its maker's share, our commission and the tax; a parcel's its postage."""
    whole = [_sold(piece) for piece in pieces] + [_posted(parcel) for parcel in postage]
    return merged(leg for legs in whole for leg in legs)


def _sold(piece: Piece) -> list[Leg]:
    share = piece.price - piece.commission - piece.tax
    return [
        debit(BUYER, piece.price),
        credit(vendor(piece.vendor_id), share, piece.line_id),
        credit(COMMISSION, piece.commission, piece.line_id),
        credit(TAX, piece.tax, piece.line_id),
    ]


def pieces_returned(
    note_id: int, order_id: int, currency: str, returned: Sequence[Returned], fact: str = "return"
) -> None:
    """Pieces came back after the hand-over, or were lost by a carrier; one entry for each credit
    note, named by who bears it: what goes on sale again is its maker's, what is lost is borne."""
    kind, source = f"{fact}_{returned[0].liable}", ("credit_note", note_id)
    post(kind, ("order", order_id), _all_back(returned), source=source, currency=currency)


def pieces_found(
    finding_id: int, order_id: int, currency: str, outcome: str,
    before: Iterable[Returned], after: Iterable[Returned],
) -> None:  # fmt: skip
    """What was written off as lost turned up (`outcome`: back, bought, kept, undone): from now on
    the books hold of it what it is `after`, no longer what it was `before`."""
    less = [Leg(leg.account, -leg.amount, leg.line_id) for leg in _all_back(before)]
    post(
        f"found_{outcome}", ("order", order_id), [*_all_back(after), *less],
        source=("parcel_finding", finding_id), currency=currency,
    )  # fmt: skip


def _all_back(returned: Iterable[Returned]) -> list[Leg]:
    return [leg for piece in returned for leg in _back(piece)]


def _back(piece: Returned) -> list[Leg]:
    """The tax is undone always. A lost piece that the office bears costs what its maker keeps; for
    one that the post bears, the post owes the price."""
    line, share = piece.line_id, piece.price - piece.commission - piece.tax
    tax, given = debit(TAX, piece.tax, line), credit(BUYER, piece.price)
    if piece.lost and piece.liable == "post":
        return [debit(POST_CLAIMS, piece.price - piece.tax, line), tax, given]
    borne = piece.lost and piece.liable == "office"
    bearer = debit(RETURNS if borne else vendor(piece.vendor_id), share, line)
    return [bearer, debit(COMMISSION, piece.commission, line), tax, given]


def _posted(parcel: Postage) -> list[Leg]:
    keeps = vendor(parcel.vendor_id) if parcel.vendor_id else POSTAGE_COLLECTED
    return [debit(BUYER, parcel.amount), credit(keeps, parcel.amount)]


def _bring_to(order_id: int, currency: str, target: Iterable[Leg]) -> None:
    subject: Ref = ("order", order_id)
    wanted = merged(target)
    stands, turn = standing(subject, SALE)
    change = merged([*wanted, *(Leg(leg.account, -leg.amount, leg.line_id) for leg in stands)])
    kind = "sale_changed" if stands and wanted else "sale" if wanted else "sale_undone"
    post_all([Draft(kind, subject, change, subject, currency=currency, turn=turn)])


def refund_owed(due: Due) -> None:
    """Money must go back: it is no longer the buyer's to spend here."""
    post(
        "refund_due", _subject(due), [debit(BUYER, due.amount), credit(REFUNDS_DUE, due.amount)],
        source=("refund_due", due.id), currency=due.currency,
    )  # fmt: skip


def refund_dropped(due: Due) -> None:
    """Nothing must go back after all: the money never came."""
    post(
        "refund_dropped", _subject(due),
        [debit(REFUNDS_DUE, due.amount), credit(BUYER, due.amount)],
        source=("refund_due", due.id), currency=due.currency,
    )  # fmt: skip


def refund_given(refund: Given) -> None:
    """Money went back: out of the safe, by a transfer from the bank, through the gateway that had
    taken it, or by a dispute that was lost, and whose loss it ends."""
    places = {"cash": SAFE, "card": BANK, "dispute": DISPUTES}
    money = places.get(refund.method) or clearing(refund.method)
    post(
        "refund", _subject(refund),
        [debit(REFUNDS_DUE, refund.amount), credit(money, refund.amount)],
        source=("refund", refund.id), currency=refund.currency, at=refund.given_at,
    )  # fmt: skip


def refund_returned(refund: Given) -> None:
    """A refund through a gateway did not arrive: the gateway has the money again, and it is owed as
    before."""
    post(
        "refund_returned", _subject(refund),
        [debit(clearing(refund.method), refund.amount), credit(REFUNDS_DUE, refund.amount)],
        source=("refund", refund.id), currency=refund.currency,
    )  # fmt: skip


def gateway_fee(kept: Fee, amount: int) -> None:
    """A gateway kept its fee of what it took; `amount` in the subject's smallest unit."""
    post(
        "gateway_fee", (kept.subject_kind, kept.subject_id),
        [debit(FEES, amount), credit(clearing(kept.gateway), amount)],
        source=("payment_intent", kept.id), currency=kept.currency,
    )  # fmt: skip


def dispute_ended(
    dispute_id: int, subject: Ref, gateway: str, currency: str, *, lost: int, fee: int
) -> None:
    """A bank decided about money that a gateway had taken: what it kept for the buyer is `lost`,
    and the gateway keeps a fee, both in the smallest unit."""
    post(
        "dispute", subject,
        [debit(DISPUTES, lost), debit(FEES, fee), credit(clearing(gateway), lost + fee)],
        source=("payment_dispute", dispute_id), currency=currency,
    )  # fmt: skip


def till_counted(till: Till) -> None:
    """A drawer was counted: what lay in it goes to the safe, what was missing is the shortage."""
    post(
        "till_count", ("till", till.user_id),
        [debit(SAFE, till.counted), debit(SHORTAGE, till.expected - till.counted),
         credit(drawer(till.user_id), till.expected)],
        source=("till_count", till.id), currency=till.currency, at=till.counted_at,
    )  # fmt: skip


def payouts_sent(run_id: int, currency: str, amounts: Iterable[tuple[int, int]]) -> None:
    """The bank was told to pay these makers: one order, (maker, amount) each."""
    told = list(amounts)
    post(
        "payout", ("payout_run", run_id),
        [*(debit(vendor(key), amount) for key, amount in told),
         credit(BANK, sum(amount for _, amount in told))],
        source=("payout_run", run_id), currency=currency,
    )  # fmt: skip


def payout_in_cash(payout: Paid) -> None:
    """A maker was paid out of the safe and signed for it."""
    post(
        "payout_cash", ("payout_run", payout.run_id),
        [debit(vendor(payout.vendor_id), payout.amount), credit(SAFE, payout.amount)],
        source=("payout", payout.id), currency=payout.currency,
    )  # fmt: skip


def payout_returned(payout: Paid) -> None:
    """The bank sent a maker's money back: it is owed to her again."""
    post(
        "payout_returned", ("payout_run", payout.run_id),
        [debit(BANK, payout.amount), credit(vendor(payout.vendor_id), payout.amount)],
        source=("payout", payout.id), currency=payout.currency,
    )  # fmt: skip


def _subject(fact: Taken | Due | Given) -> Ref:
    return fact.subject_kind, fact.subject_id
