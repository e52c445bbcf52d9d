"""The transition tables of orders, vendor orders, fulfilments and parcels."""

from marketplace.kernel.states import Machine

ORDER = Machine(
    "order", "placed",
    {
        "make": {"placed": "making", "ready": "making", "sent": "making"},
        "get_ready": {"placed": "ready", "making": "ready", "sent": "ready"},
        "send": {"making": "sent", "ready": "sent"},
        "close": {"placed": "closed", "making": "closed", "ready": "closed", "sent": "closed"},
        "decline": {"placed": "declined"},
        "lapse": {"placed": "lapsed", "making": "lapsed", "ready": "lapsed"},
        "revive": {"lapsed": "making"},
        "cancel": {"placed": "cancelled", "making": "cancelled", "ready": "cancelled"},
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
        "cancel": {"placed": "cancelled", "accepted": "cancelled", "making": "cancelled",
                   "ready": "cancelled"},
    },
)  # fmt: skip
FULFILMENT = Machine(
    "fulfilment", "expected",
    {
        "arrive": {"expected": "at_office"},
        "hand_over": {"at_office": "handed_over"},
        "ship": {"expected": "shipped", "at_office": "shipped"},
        "deliver": {"shipped": "delivered"},
        "lose": {"shipped": "lost", "delivered": "lost"},
        "turn_up": {"lost": "delivered"},
        "come_back": {"shipped": "at_office"},
        "come_home": {"shipped": "expected"},
        "give_up": {"expected": "given_up", "at_office": "given_up"},
        "expect_again": {"given_up": "expected"},
    },
)  # fmt: skip
PARCEL = Machine(
    "parcel", "waiting",
    {
        "ship": {"waiting": "shipped"},
        "deliver": {"shipped": "delivered", "undelivered": "delivered"},
        "fail": {"shipped": "undelivered"},
        "lose": {"shipped": "lost", "undelivered": "lost", "delivered": "lost"},
        "turn_up": {"lost": "found"},
        "reach": {"lost": "delivered"},
        "lose_again": {"found": "lost", "delivered": "lost"},
        "come_back": {"shipped": "returned", "undelivered": "returned"},
        "send_again": {"returned": "waiting"},
        "give_up": {"waiting": "given_up", "returned": "given_up"},
        "revive": {"given_up": "waiting"},
    },
)  # fmt: skip
ASKING = ("expected", "at_office", "shipped")  # a fulfilment that still asks something of somebody
LEFT = ("handed_over", "shipped", "delivered", "lost")  # its pieces have left the house
LIVE = ("placed", "making", "ready")  # an order that still asks something of somebody
GONE = ("declined", "lapsed", "cancelled")
