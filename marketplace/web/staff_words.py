"""What staff do with lists and orders, in the event log's words."""

from marketplace.kernel.text import N_

EVENTS = {
    "order.note_written": N_("wrote a note"),
    "user.orders_exported": N_("took orders away as a file"),
}
FIELDS = {
    "orders": N_("orders"),
    "conditions": N_("conditions"),
}
