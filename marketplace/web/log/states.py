"""The roles and states that the log names, in words."""

from marketplace.kernel.text import N_
from marketplace.web.log.words import (
    front as front_words,
    payouts as payout_words,
    post as post_words,
)
from marketplace.web.pieces import voice_rows

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
    **front_words.STATES,
    **payout_words.STATES,
    **post_words.STATES,
    **{name: word for name, (word, _tone) in voice_rows.STATES.items()},
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
    "uploaded": N_("something is to be mended"),
    "taken_over": N_("taken over"),
    "abandoned": N_("thrown away"),
    "approved": N_("approved"),
    "dropped": N_("thrown away"),
    "applied": N_("applied"),
    "active": N_("active"),
    "inactive": N_("inactive"),
    "paused": N_("hidden"),
    "suspended": N_("suspended"),
    "erased": N_("erased"),
    "submitted": N_("submitted"),
    "rejected": N_("rejected"),
    "waiting": N_("with the office"),
    "confirmed": N_("confirmed"),
    "due": N_("owed"),
    "given": N_("given back"),
    "initiated": N_("begun"),
    "paid": N_("paid"),
    "failed": N_("not paid"),
    "expired": N_("its time has passed"),
    "unknown": N_("nobody knows"),
    "disputed": N_("disputed"),
    "lost": N_("lost"),
    "found": N_("lost and found again"),
    "opened": N_("to be answered"),
    "won": N_("won"),
    "asked": N_("asked of the gateway"),
    "done": N_("done"),
    "waived": N_("excused"),
}
OF_ITS_KIND = {  # where one word means another thing
    ("payout", "sent"): N_("given to the bank"),
    ("payout_run", "sent"): N_("given to the bank"),
    ("bank_account", "live"): N_("her account now"),
    ("bank_account", "closed"): N_("not used any more"),
}


def word(kind: str, state: str) -> str:
    """The English of a state of a kind of thing; the state itself when nobody named it."""
    return OF_ITS_KIND.get((kind, state)) or STATES.get(state, state)
