"""Tables of which nothing stands on any public page; the traffic of the house, most of it.

Whatever is not named here gives the public pages a new edition when it is written."""

TABLES = (
    "attempt", "basket", "basket_line", "buyer", "buyer_order", "demo_text", "event", "follow",
    "follower", "fulfilment", "fulfilment_line", "heartbeat", "import", "import_line",
    "import_photo", "ledger_entry", "ledger_posting", "message", "one_time_code", "order_address",
    "order_line", "order_note", "order_question", "outbox", "paper", "paper_counter", "paper_order",
    "parcel", "payment", "payment_intent", "payment_proof", "search_wish", "staff_task",
    "vendor_order",
)  # fmt: skip
