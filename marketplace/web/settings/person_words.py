"""What is under one number, in words: the kinds on the page and in the file that she gets."""

from marketplace.kernel.text import N_

KINDS = {
    "orders": N_("Orders of this number"),
    "sent_to": N_("Orders of others that were sent to this number"),
    "pieces": N_("Pieces in these orders"),
    "addresses": N_("Addresses"),
    "questions": N_("Questions to the office"),
    "notes": N_("Notes of the office about these orders"),
    "tasks": N_("Tasks of the office about these orders"),
    "parcels": N_("Parcels"),
    "proofs": N_("Proofs of payment"),
    "payments": N_("Receipts"),
    "online": N_("Online payments"),
    "refunds": N_("Money given back"),
    "papers": N_("Papers that were printed"),
    "messages": N_("Messages to this number"),
    "follows": N_("Makers and pieces it follows"),
    "baskets": N_("Baskets"),
    "codes": N_("Sign-in codes"),
    "counters": N_("Counter of reservations nobody came for"),
    "invitations": N_("Invitations to work here"),
    "account": N_("Account"),
}
