"""What staff do with lists and orders, in the event log's words."""

from marketplace.kernel.text import N_

KINDS = {
    "message": N_("Message"),
}
AGAIN = N_("sent a message once more, in the same words")
REPEATED = N_("sent a message once more that had not gone")
EVENTS = {
    "order.message_sent_again": AGAIN,
    "order.message_repeated": REPEATED,
    "vendor_order.message_sent_again": AGAIN,
    "vendor_order.message_repeated": REPEATED,
    "vendor.message_sent_again": AGAIN,
    "vendor.message_repeated": REPEATED,
    "follow.message_sent_again": AGAIN,
    "follow.message_repeated": REPEATED,
    "revision.message_sent_again": AGAIN,
    "revision.message_repeated": REPEATED,
    "user.message_sent_again": AGAIN,
    "user.message_repeated": REPEATED,
    "message.message_sent_again": AGAIN,
    "message.message_repeated": REPEATED,
    "message.failed_repeated": N_("sent everything again that had failed"),
    "message.waiting_hurried": N_("sent at once what was waiting"),
    "order.note_written": N_("wrote a note"),
    "user.orders_exported": N_("took orders away as a file"),
}
FIELDS = {
    "orders": N_("orders"),
    "conditions": N_("conditions"),
}
