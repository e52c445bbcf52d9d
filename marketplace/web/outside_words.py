"""What is settled with the post and with whoever changes notes, in the event log's words."""

from marketplace.kernel.text import N_

KINDS = {
    "post_payment": N_("Receipt of the post"),
    "notes_exchange": N_("Changed notes"),
}
EVENTS = {
    "credit_note.loss": N_("wrote a credit note for what the post lost"),
    "credit_note.claim_settled": N_("wrote down what the post answered"),
    "credit_note.claim_reopened": N_("undid the post’s answer"),
    "post_payment.paid": N_("wrote down what the post was paid"),
    "post_payment.undone": N_("undid a receipt of the post"),
    "notes_exchange.changed": N_("had foreign notes changed"),
    "notes_exchange.undone": N_("undid the changing of notes"),
    "parcel.lose": N_("recorded that the parcel is lost"),
    "fulfilment.lose": N_("recorded that the pieces are lost"),
    "bank_account.erased": N_("erased a bank account that is used no longer"),
}
FIELDS = {
    "paid": N_("paid by the post"),
    "borne": N_("borne by the office"),
    "received": N_("brought"),
    "receipt": N_("receipt"),
    "accounts": N_("former bank accounts"),
}
MONEY = ("paid", "borne", "received")
ACCOUNTS = {
    "returns": N_("Damaged or lost pieces that the office bears"),
    "claims:post": N_("The post owes it for damage and loss"),
    "exchange:difference": N_("Exchange difference of changed notes"),
}
ENTRIES = {
    "loss_office": N_("The post lost pieces, the office bears it"),
    "loss_vendor": N_("The post lost pieces, the maker bears it"),
    "loss_post": N_("The post lost pieces and owes for them"),
    "claim_settled": N_("The post answered what it was asked for"),
    "claim_reopened": N_("The post’s answer was undone"),
    "postage_paid": N_("The post was paid for the parcel"),
    "postage_undone": N_("A receipt of the post was undone"),
    "notes_exchanged": N_("Foreign notes were changed"),
    "notes_left": N_("Changed notes left the safe"),
    "notes_exchanged_undone": N_("The changing of notes was undone"),
    "notes_left_undone": N_("Changed notes are in the safe again"),
}
