"""The front page's events in words."""

from marketplace.kernel.text import N_

KINDS = {
    "front_pin": N_("First on the front page"),
    "collection": N_("Collection"),
    "season": N_("Season"),
    "translation": N_("Translation"),
}
EVENTS = {
    "front_pin.created": N_("put a maker first on the front page"),
    **{
        f"{kind}.{name}": words
        for kind in ("collection", "season")
        for name, words in (
            ("created", N_("put it together")),
            ("changed", N_("changed it")),
            ("picture", N_("gave it a picture")),
            ("show", N_("showed it to visitors")),
            ("hide", N_("hid it from visitors")),
        )
    },
    "translation.created": N_("began a translation"),
    "translation.claim": N_("took a translation on"),
    "translation.release": N_("left a translation to others"),
    "translation.write": N_("wrote a translation"),
    "translation.approve": N_("put a translation into the shop"),
    "translation.outdate": N_("changed the words that were translated"),
    "translation.replace": N_("wrote her own words in place of a translation"),
    "collection.piece_added": N_("added a piece"),
    "collection.piece_removed": N_("took a piece out"),
    "front_pin.lift": N_("no longer puts her first on the front page"),
}
STATES = {
    "free": N_("free"),
    "claimed": N_("in hand"),
    "written": N_("to be approved"),
    "stale": N_("the source changed"),
    "hidden": N_("hidden"),
    "shown": N_("shown"),
    "set": N_("stands"),
    "lifted": N_("ended"),
}
FIELDS = {
    "first_day": N_("first day"),
    "last_day": N_("last day"),
    "words_fa": N_("a few words"),
    "words_en": N_("a few words, in English"),
    "price_up_to": N_("every piece up to"),
    "on_home": N_("on the front page"),
    "collection_id": N_("collection"),
}
MONEY = ("price_up_to",)
DAYS = ("first_day", "last_day")
