"""The roles and states that the log names, in words."""

from marketplace.kernel.text import N_
from marketplace.web import post_words

ROLES = {
    "clerk": N_("clerk"),
    "trainer": N_("trainer"),
    "moderator": N_("moderator"),
    "treasurer": N_("treasurer"),
    "administrator": N_("administrator"),
    "artisan": N_("maker"),
    "signed_in": N_("signed in"),
}

STATES = {
    **post_words.STATES,
    "placed": N_("waiting for an answer"),
    "accepted": N_("accepted, to be brought"),
    "making": N_("under way"),
    "ready": N_("ready"),
    "closed": N_("finished"),
    "declined": N_("was declined"),
    "cancelled": N_("cancelled"),
    "lapsed": N_("lapsed"),
    "expected": N_("on its way"),
    "at_office": N_("at the office"),
    "handed_over": N_("handed over"),
    "given_up": N_("given up"),
    "new": N_("new"),
    "live": N_("in the shop"),
    "taken_down": N_("taken down"),
    "sold": N_("sold"),
    "refused": N_("refused"),
    "draft": N_("draft"),
    "pending": N_("with the office"),
    "changes_asked": N_("sent back"),
    "approved": N_("approved"),
    "dropped": N_("thrown away"),
    "applied": N_("applied"),
    "active": N_("active"),
    "inactive": N_("inactive"),
    "paused": N_("hidden"),
    "suspended": N_("suspended"),
    "submitted": N_("submitted"),
    "rejected": N_("rejected"),
    "waiting": N_("with the office"),
    "confirmed": N_("confirmed"),
    "due": N_("owed"),
    "given": N_("given back"),
    "waived": N_("excused"),
}
