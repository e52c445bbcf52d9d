"""The transition tables of bank accounts, runs and payments to makers."""

from marketplace.kernel.states import Machine

BANK_ACCOUNT = Machine(
    "bank_account", "waiting",
    {
        "begin": {"waiting": "live"},
        "cancel": {"waiting": "cancelled"},
        "replace": {"live": "replaced"},
        "close": {"live": "closed"},
    },
)  # fmt: skip
RUN = Machine(
    "payout_run", "draft",
    {
        "approve": {"draft": "approved"},
        "send": {"approved": "sent"},
        "settle": {"approved": "settled", "sent": "settled"},
        "drop": {"draft": "dropped", "approved": "dropped"},
    },
)  # fmt: skip
PAYOUT = Machine(
    "payout", "draft",
    {
        "approve": {"draft": "approved"},
        "send": {"approved": "sent"},
        "hand_over": {"approved": "settled"},
        "settle": {"sent": "settled"},
        "return": {"sent": "returned", "settled": "returned"},
        "drop": {"draft": "dropped", "approved": "dropped"},
    },
)  # fmt: skip
PAID = ("sent", "settled")  # the money has left the office
OPEN = ("draft", "approved", "sent")  # somebody must still do something about it
