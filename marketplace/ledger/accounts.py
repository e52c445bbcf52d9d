"""The names of the accounts."""

BANK = "bank"  # the office's account and card
SAFE = "safe"  # cash that was counted and left a drawer
BUYER = "buyer"  # paid by buyers and not yet sold, order by order
COMMISSION = "commission"  # the office's share of what was sold
POSTAGE_COLLECTED = "postage:collected"  # what buyers paid for parcels that the office posts
POSTAGE_PAID = "postage:paid"  # what carriers were paid
REFUNDS_DUE = "refunds:due"  # owed back and not yet given
SHORTAGE = "shortage"  # cash counted short, less what was over
ROUNDING = "rounding"
EXCHANGE = "exchange"  # between two currencies
DIFFERENCE = "exchange:difference"  # what notes brought, less what they were taken for
TAX = "tax"  # that prices included
RETURNS = "returns"  # what came back damaged, or never arrived, and the office bears
POST_CLAIMS = "claims:post"  # what the post owes for what it damaged or lost
DISPUTES = "disputes"  # what buyers' banks took back for good
FEES = "fees"  # what gateways keep
OPENING = "opening"  # paid before the books began, without a receipt


def drawer(user_id: int) -> str:
    """The cash that one person took and has not counted."""
    return f"drawer:{user_id}"


def clearing(gateway: str) -> str:
    """Money that a gateway has taken and not yet passed on."""
    return f"clearing:{gateway}"


def vendor(vendor_id: int) -> str:
    """What the office owes a maker for what she sold."""
    return f"vendor:{vendor_id}"


def keeper(holder: str, method: str, user_id: int) -> str:
    """Where money is that came or went this way through this person's hands."""
    if holder == "gateway":
        return clearing(method)
    return drawer(user_id) if method == "cash" else BANK
