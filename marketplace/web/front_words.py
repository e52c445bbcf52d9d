"""The front page's events in words."""

from marketplace.kernel.text import N_

KINDS = {"front_pin": N_("First on the front page")}
EVENTS = {
    "front_pin.created": N_("put a maker first on the front page"),
    "front_pin.lift": N_("no longer puts her first on the front page"),
}
STATES = {"set": N_("stands"), "lifted": N_("ended")}
FIELDS = {"first_day": N_("first day"), "last_day": N_("last day"), "reason": N_("why")}
DAYS = ("first_day", "last_day")
