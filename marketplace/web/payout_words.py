"""Paying the makers, in the event log's words."""

from marketplace.kernel.text import N_

FIELDS = {
    "payout_days": N_("days of the month for paying makers"),
    "return_days": N_("days for bringing back"),
    "payout_minimum": N_("smallest payment to a maker"),
    "payout_second_above": N_("a second person approves above"),
    "account_wait_days": N_("days that a new bank account waits"),
}
MONEY = ("payout_minimum", "payout_second_above")
