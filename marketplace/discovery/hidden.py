"""Tables of which nothing stands on any public page; the traffic of the house, most of it.

Whatever is not named here gives the public pages a new edition when it is written."""

TABLES = (
    "attempt", "bank_account", "basket", "basket_line", "buyer", "buyer_order", "card_code",
    "claim_settlement", "consent", "credit_line", "credit_note", "custody_move", "demo_text",
    "document", "earning_total", "event", "follow", "follower", "foreign_cash", "fulfilment",
    "fulfilment_line", "gateway_event", "gateway_refund", "heartbeat", "import", "import_line",
    "import_photo", "invitation", "ledger_entry", "ledger_posting", "ledger_snapshot", "message",
    "money_question", "notes_exchange", "one_time_code", "order_address", "order_line",
    "order_note", "order_question", "outbox", "paper", "paper_counter", "paper_order", "parcel",
    "parcel_finding", "parcel_finding_line", "password_reset", "payment", "payment_dispute",
    "payment_intent", "payment_proof", "payout", "payout_hold", "payout_line", "payout_run",
    "payout_run_counter", "post_payment", "post_payment_part", "reader_slip", "receipt_counter",
    "recovery_code", "refund", "refund_counter", "refund_due", "revision", "revision_picture",
    "search_wish", "second_factor", "staff_task", "submission", "till_count", "till_row",
    "vendor_order", "voice_note",
)  # fmt: skip
