"""What the address of the list of orders asks for; whatever it does not know, it leaves out."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import wtforms
from flask import request, url_for
from flask_babel import gettext as _, lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from marketplace.kernel.text import N_
from marketplace.orders.lists import filters
from marketplace.orders.lists.filters import OPEN, Filters
from marketplace.orders.post.provinces import BY_CODE, PROVINCES
from marketplace.vendors import find as vendors
from marketplace.web import formatters
from marketplace.web.forms.fields import CleanStringField, Form, JalaliDateField
from marketplace.web.forms.form import answers
from marketplace.web.orders.words import ORDER

Pairs = tuple[tuple[str, str], ...]
VIEWS: dict[str, tuple[str, Pairs]] = {
    "open": (N_("All open"), tuple(("state", one) for one in OPEN)),
    "late": (N_("Late"), (("only", "late"),)),
    "waiting": (N_("Waiting for the maker"), (("only", "waiting"),)),
    "coming": (N_("On their way here"), (("state", "making"),)),
    "ready": (N_("Ready for pick-up"), (("state", "ready"), ("delivery", "collect"))),
    "post": (N_("By post"), (*(("state", one) for one in OPEN), ("delivery", "post"))),
    "unpaid": (N_("Unpaid"), (("only", "unpaid"),)),
    "paying": (N_("Waiting for a transfer"), (("only", "paying"),)),
    "no-shows": (N_("Nobody came"), (("only", "no_show"), ("sort", "new"))),
    "all": (N_("All orders"), (("sort", "new"),)),
}
ENDLESS = ("no-shows", "all")  # lists that only grow: not counted
ONLY = {
    "late": N_("Late"), "waiting": N_("Waiting for the maker"), "unpaid": N_("Unpaid"),
    "paying": N_("Waiting for a transfer"), "no_show": N_("Nobody came"),
}  # fmt: skip
DELIVERY = {"collect": N_("Picked up"), "post": N_("By post")}
CHANNELS = {"web": N_("On the site"), "desk": N_("At the desk")}
SORTS = {"new": N_("Newest first"), "old": N_("Oldest first")}
PARTS = ("day", "month", "year")


class FilterForm(Form):
    """What to show; nothing is asked for."""

    q = CleanStringField(_l("Code, four digits or name"), limit=100, required=False)
    state = wtforms.SelectMultipleField(_l("How it stands"), validate_choice=False)
    only = wtforms.SelectMultipleField(_l("Only"), validate_choice=False)
    delivery = wtforms.SelectField(_l("How it reaches the buyer"), validate_choice=False)
    channel = wtforms.SelectField(_l("Where it was placed"), validate_choice=False)
    maker = wtforms.SelectField(_l("Maker"), validate_choice=False)
    province = wtforms.SelectField(_l("Province of the address"), validate_choice=False)
    since = JalaliDateField(_l("From the day"), required=False)
    until = JalaliDateField(_l("To the day"), required=False)
    sort = wtforms.SelectField(_l("Order by"), validate_choice=False)

    def __init__(self, formdata: Any, makers: Pairs) -> None:
        super().__init__(formdata)
        self.state.choices = answers((key, _(word)) for key, (word, _tone) in ORDER.items())
        self.only.choices = _worded(ONLY)
        self.delivery.choices = _worded({"": N_("Any way")} | DELIVERY)
        self.channel.choices = _worded({"": N_("Anywhere")} | CHANNELS)
        self.maker.choices = answers([("", _("Every maker")), *makers])
        provinces = ((one.code, formatters.local(one, "name")) for one in PROVINCES)
        self.province.choices = answers([("", _("Every province")), *provinces])
        self.sort.choices = _worded(SORTS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as it was asked for. `view` is the name of the usual list that it is, or ""."""

    form: FilterForm
    filters: Filters
    pairs: Pairs
    view: str
    makers: Pairs  # public id and name of every maker there is to choose from
    valid: bool

    @property
    def set_count(self) -> int:
        """How many kinds of filter are set."""
        return len({name.partition("-")[0] for name, _value in self.pairs} - {"sort"})

    @property
    def carried(self) -> Pairs:
        """What a link or a form must say to show the same list again."""
        usual = (("view", self.view),) if self.view else ()
        return usual or self.pairs or (("view", "all"),)

    @property
    def query(self) -> str:
        """What follows the question mark in an address about these orders."""
        return urlencode(self.carried)

    @property
    def told(self) -> str:
        """The conditions for the log: which they are, never whom a search was for."""
        kept = (pair if pair[0] != "q" else ("q", "…") for pair in self.carried)
        return ", ".join(f"{name}: {value}" for name, value in kept)

    def address(self, **more: int) -> str:
        """The address of this list, from one of its orders on."""
        return f"{url_for('office.orders')}?{urlencode((*self.carried, *more.items()))}"


def asked(args: MultiDict[str, str] | None = None) -> Asked:
    """Read the present address, or these arguments."""
    args = request.args if args is None else args
    view = args.get("view") or ("" if set(args) - {"after", "before", "view"} else "open")
    given = MultiDict(VIEWS[view][1]) if view in VIEWS else args
    makers = vendors.choices()
    named = tuple((one.public_id, formatters.local(one, "alias")) for one in makers)
    form = FilterForm(given, named)
    valid = form.validate()
    keys = {one.public_id: one.id for one in makers}
    pairs = _known(form, given, keys) if valid else ()
    found = _filters(form, pairs, keys) if valid else Filters(newest_first=True)
    usual = next((name for name, (_label, own) in VIEWS.items() if set(own) == set(pairs)), "")
    form.sort.data = "new" if found.newest_first else "old"
    return Asked(form, found, pairs, usual, named, valid)


def list_of(view: str) -> Filters:
    """The filters of one of the usual lists."""
    pairs = VIEWS[view][1]
    told = dict(pairs)
    return _narrowed(pairs, delivery=told.get("delivery", ""))


def _known(form: FilterForm, given: MultiDict[str, str], makers: dict[str, int]) -> Pairs:
    """The pairs that mean something, each once."""
    known: dict[str, Any] = {
        "state": ORDER, "only": ONLY, "delivery": DELIVERY, "channel": CHANNELS, "maker": makers,
        "province": BY_CODE, "sort": SORTS,
    }  # fmt: skip
    pairs = [("q", form.q.data)] if form.q.data else []
    pairs += [
        (name, value) for name in known for value in given.getlist(name) if value in known[name]
    ]
    for field in (form.since, form.until):
        if field.data:
            pairs += [(f"{field.name}-{part}", getattr(field, part)) for part in PARTS]
    usual = ("sort", "new" if form.q.data else "old")
    if len(pairs) > 1 and usual in pairs:
        pairs.remove(usual)
    return tuple(dict.fromkeys(pairs))


def _filters(form: FilterForm, pairs: Pairs, makers: dict[str, int]) -> Filters:
    told = dict(pairs)
    newest = told.get("sort") == "new" or ("sort" not in told and "q" in told)
    return _narrowed(
        pairs, channel=told.get("channel", ""), delivery=told.get("delivery", ""),
        vendor_id=makers.get(told.get("maker", "")), province=told.get("province", ""),
        since=form.since.data, until=form.until.data, newest_first=newest,
        **filters.typed(told.get("q", "")),
    )  # fmt: skip


def _narrowed(pairs: Pairs, **others: Any) -> Filters:
    states = tuple(value for name, value in pairs if name == "state")
    only: dict[str, Any] = {value: True for name, value in pairs if name == "only"}
    return Filters(states=states, **only, **others)


def _worded(words: dict[str, str]) -> Any:
    return answers((key, _(word)) for key, word in words.items())
