"""Paying the makers, in the event log's words."""

from marketplace.kernel.text import N_
from marketplace.ledger.entries import BACK

KINDS = {
    "bank_account": N_("Bank account"),
    "payout_run": N_("Payment run"),
    "payout": N_("Payment to a maker"),
    "money_question": N_("Question about money"),
}
EVENTS = {
    "bank_account.created": N_("wrote a bank account"),
    "bank_account.begin": N_("the waiting is over: the account is in use"),
    "bank_account.cancel": N_("cancelled the bank account"),
    "bank_account.replace": N_("put another account in its place"),
    "bank_account.close": N_("closed the bank account"),
    "bank_account.looked_at": N_("looked at the whole account number"),
    "payout_run.created": N_("made the run"),
    "payout_run.approve": N_("approved the run"),
    "payout_run.file_taken": N_("took the file for the bank"),
    "payout_run.send": N_("gave the run to the bank"),
    "payout_run.settle": N_("everything of the run is paid"),
    "payout_run.drop": N_("dropped the run"),
    "payout.approve": N_("approved the payment"),
    "payout.send": N_("sent the payment through the bank"),
    "payout.hand_over": N_("paid in cash"),
    "payout.settle": N_("the payment has arrived"),
    "payout.return": N_("the bank sent the payment back"),
    "payout.drop": N_("took the payment out"),
    "vendor.payouts_held": N_("put her payments on hold"),
    "vendor.payouts_released": N_("pays her again"),
    "money_question.asked": N_("asked about a row of her money"),
    "money_question.answered": N_("answered the maker’s question"),
}
STATES = {
    "sent": N_("with the bank"),
    "settled": N_("paid"),
    "returned": N_("sent back by the bank"),
    "replaced": N_("replaced"),
}
FIELDS = {
    "reference": N_("reference"),
    "payout_days": N_("days of the month for paying makers"),
    "return_days": N_("days for bringing back"),
    "payout_minimum": N_("smallest payment to a maker"),
    "payout_second_above": N_("a second person approves above"),
    "account_wait_days": N_("days that a new bank account waits"),
}
MONEY = ("payout_minimum", "payout_second_above")
FACTS = {
    "sale": N_("Postage that you laid out"),
    "sale_changed": N_("Postage that changed"),
    "sale_undone": N_("Postage taken back"),
    **dict.fromkeys(BACK, N_("Postage of a piece that came back")),
    "payout": N_("Paid into your account"),
    "payout_cash": N_("Paid in cash"),
    "payout_returned": N_("The bank sent it back"),
    "other": N_("Put right by the office"),
}
PAYOUTS = {
    "draft": (N_("being prepared"), "wait"),
    "approved": (N_("approved"), "ok"),
    "sent": (N_("with the bank"), "ok"),
    "settled": (N_("paid"), "sold"),
    "returned": (N_("sent back by the bank"), "bad"),
    "dropped": (N_("taken out"), ""),
}
RUNS = {
    "draft": (N_("draft"), "wait"),
    "approved": (N_("approved"), "ok"),
    "sent": (N_("with the bank"), "ok"),
    "settled": (N_("finished"), "sold"),
    "dropped": (N_("dropped"), ""),
}
METHODS = {"bank": N_("through the bank"), "cash": N_("in cash")}
