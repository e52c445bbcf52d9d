"""What staff do with lists and orders, in the event log's words."""

from marketplace.kernel.text import N_

KINDS = {
    "message": N_("Message"),
}
AGAIN = N_("sent a message once more, in the same words")
EVENTS = {
    "order.message_sent_again": AGAIN,
    "vendor_order.message_sent_again": AGAIN,
    "vendor.message_sent_again": AGAIN,
    "follow.message_sent_again": AGAIN,
    "revision.message_sent_again": AGAIN,
    "user.message_sent_again": AGAIN,
    "message.message_sent_again": AGAIN,
    "order.note_written": N_("wrote a note"),
    "user.orders_exported": N_("took orders away as a file"),
}
FIELDS = {
    "orders": N_("orders"),
    "conditions": N_("conditions"),
}
