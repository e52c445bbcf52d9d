"""The transition tables of proofs and of money to be given back."""

from marketplace.kernel.states import Machine

PROOF = Machine(
    "payment_proof", "waiting",
    {
        "confirm": {"waiting": "confirmed"},
        "refuse": {"waiting": "refused"},
        "undo": {"confirmed": "waiting"},
    },
)  # fmt: skip
REFUND_DUE = Machine(
    "refund_due", "due",
    {
        "give": {"due": "given"},
        "drop": {"due": "dropped"},
        "come_back": {"given": "dropped"},  # and another is owed in its stead
    },
)  # fmt: skip
