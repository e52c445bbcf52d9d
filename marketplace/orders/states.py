"""The transition tables of orders, vendor orders and fulfilments."""

from marketplace.kernel.states import Machine

ORDER = Machine(
    "order", "placed",
    {
        "make": {"placed": "making"},
        "get_ready": {"placed": "ready", "making": "ready"},
        "close": {"placed": "closed", "making": "closed", "ready": "closed"},
        "decline": {"placed": "declined"},
        "lapse": {"placed": "lapsed", "making": "lapsed", "ready": "lapsed"},
        "revive": {"lapsed": "making"},
    },
)  # fmt: skip
VENDOR_ORDER = Machine(
    "vendor_order", "placed",
    {
        "accept": {"placed": "accepted"},
        "decline": {"placed": "declined"},
        "start": {"accepted": "making"},
        "finish": {"accepted": "ready", "making": "ready"},
        "close": {"ready": "closed"},
        "lapse": {"placed": "lapsed", "accepted": "lapsed", "making": "lapsed", "ready": "lapsed"},
        "revive": {"lapsed": "accepted"},
    },
)  # fmt: skip
FULFILMENT = Machine(
    "fulfilment", "expected",
    {
        "arrive": {"expected": "at_office"},
        "hand_over": {"at_office": "handed_over"},
        "give_up": {"expected": "given_up", "at_office": "given_up"},
        "expect_again": {"given_up": "expected"},
    },
)  # fmt: skip
LIVE = ("placed", "making", "ready")  # an order that still asks something of somebody
GONE = ("declined", "lapsed")
