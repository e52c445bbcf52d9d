"""Pieces that come back, and tax, in the event log's words."""

from marketplace.kernel.text import N_

KINDS = {
    "credit_note": N_("Credit note"),
}
EVENTS = {
    "credit_note.return": N_("took pieces back and wrote a credit note"),
    "credit_note.cancellation": N_("wrote a credit note for pieces taken off a paid order"),
    "user.ledger_exported": N_("took the books away as a file"),
    "category.tax_set": N_("set the tax of a category"),
}
FIELDS = {
    "tax_rate": N_("tax"),
    "entries": N_("entries"),
    "days": N_("days"),
}
