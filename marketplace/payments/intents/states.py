"""The transition tables of intents and of what gateways are asked to give back."""

from marketplace.kernel.states import Machine

_UNPAID = ("initiated", "pending", "unknown", "failed", "expired")
INTENT = Machine(
    "payment_intent", "initiated",
    {
        "send": {"initiated": "pending"},
        "pay": dict.fromkeys(_UNPAID, "paid"),  # late money is money
        "fail": {"initiated": "failed", "pending": "failed", "unknown": "failed"},
        "expire": {"initiated": "expired", "pending": "expired", "unknown": "expired"},
        "lose_sight": {"initiated": "unknown", "pending": "unknown", "failed": "unknown",
                       "expired": "unknown"},
        "wait": {"unknown": "pending"},
        "dispute": {"paid": "disputed"},
        "win": {"disputed": "paid"},
        "lose": {"disputed": "lost", "paid": "lost"},
        "keep_rest": {"disputed": "paid"},  # a part was lost, and nothing else is disputed
    },
)  # fmt: skip
DISPUTE = Machine(
    "payment_dispute", "opened",
    {"win": {"opened": "won"}, "lose": {"opened": "lost"}},
)  # fmt: skip
GATEWAY_REFUND = Machine(
    "gateway_refund", "asked",
    {
        "finish": {"asked": "done", "unknown": "done"},
        "fail": {"asked": "failed", "unknown": "failed"},
        "lose_sight": {"asked": "unknown"},
        "come_back": {"done": "failed"},
    },
)  # fmt: skip
