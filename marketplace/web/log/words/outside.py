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
    "credit_note.claim_given_back": N_("settled what the post gets back for what turned up"),
    "credit_note.found_back": N_("recorded that what was lost is at the office"),
    "credit_note.found_bought": N_("recorded that the buyer has what was lost and pays for it"),
    "credit_note.found_kept": N_("recorded that the buyer has what was lost, for nothing"),
    "credit_note.found_undone": N_("recorded that it is lost after all"),
    "post_payment.paid": N_("wrote down what the post was paid"),
    "post_payment.undone": N_("undid a receipt of the post"),
    "notes_exchange.changed": N_("had foreign notes changed"),
    "notes_exchange.undone": N_("undid the changing of notes"),
    "parcel.lose": N_("recorded that the parcel is lost"),
    "parcel.turn_up": N_("recorded that the lost parcel turned up"),
    "parcel.reach": N_("recorded that the lost parcel reached the buyer"),
    "parcel.lose_again": N_("recorded that it is lost after all"),
    "fulfilment.lose": N_("recorded that the pieces are lost"),
    "fulfilment.turn_up": N_("recorded that the lost pieces reached the buyer"),
    "bank_account.erased": N_("erased a bank account that is used no longer"),
}
FIELDS = {
    "paid": N_("paid by the post"),
    "borne": N_("borne by the office"),
    "withdrawn": N_("asked of the post no longer"),
    "received": N_("brought"),
    "receipt": N_("receipt"),
    "accounts": N_("former bank accounts"),
}
MONEY = ("paid", "borne", "withdrawn", "received")
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
    "claim_given_back": N_("What the post had paid for what turned up was settled"),
    "found_back": N_("What was lost is at the office"),
    "found_bought": N_("The buyer has what was lost and pays for it"),
    "found_kept": N_("The buyer has what was lost, the office bears it"),
    "found_undone": N_("It is lost after all"),
    "postage_paid": N_("The post was paid for the parcel"),
    "postage_undone": N_("A receipt of the post was undone"),
    "notes_exchanged": N_("Foreign notes were changed"),
    "notes_left": N_("Changed notes left the safe"),
    "notes_exchanged_undone": N_("The changing of notes was undone"),
    "notes_left_undone": N_("Changed notes are in the safe again"),
}
