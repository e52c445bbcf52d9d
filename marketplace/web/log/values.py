"""The answers that a field of the log may hold, in words."""

from marketplace.kernel.text import N_
from marketplace.payments.refund_models import BY_HER_BANK
from marketplace.web.log.states import ROLES
from marketplace.web.log.words import post as post_words
from marketplace.web.money import commission_words, pay_words
from marketplace.web.papers import words as paper_words

SIDES = {"office": N_("the office"), "vendor": N_("the maker")}
VALUES = {
    "method": {
        "cash": N_("in cash"),
        "card": N_("card to card"),
        "reader": N_("with the bank card reader"),
        "foreign": N_("in foreign notes"),
        "zarinpal": N_("online"),
        "stripe": N_("online"),
        BY_HER_BANK: N_("by her own bank: a dispute was lost"),
    },
    "gateway": {"zarinpal": N_("ZarinPal"), "stripe": N_("Stripe")},
    "channel": commission_words.CHANNELS,
    "liable_party": pay_words.LIABLE,
    "holder": {**SIDES, "gateway": N_("the gateway")},
    "posted_by": SIDES,
    "keeper": SIDES,
    "role": ROLES,
    "posting": post_words.POSTING,
    "paper": paper_words.KINDS,
    "kind": {
        "one_of_a_kind": N_("One of a kind"),
        "stocked": N_("I have several alike"),
        "made_to_order": N_("I make it to order"),
    },
    "attribute_kind": {
        "choice": N_("One of several answers"),
        "number": N_("A number"),
        "yes_no": N_("Yes or no"),
        "text": N_("Her own words"),
    },
    "hand_share": {
        "all": N_("All of it"),
        "most": N_("Most of it; a machine helps a little"),
        "half": N_("About half"),
    },
    "motif": {
        "madder": N_("Madder red"),
        "indigo": N_("Indigo blue"),
        "turquoise": N_("Turquoise"),
    },
    "show_name": {
        "alias": N_("The name of my workshop"),
        "initial": N_("The first letter of my name"),
        "name": N_("My full name"),
    },
    "show_place": {"village": N_("Village or town"), "district": N_("Only the district")},
}
