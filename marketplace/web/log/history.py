"""Events of the log as people read them: who did what, on whose behalf, old and new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.kernel import ids
from marketplace.kernel.db import session
from marketplace.kernel.eventlog import ERASED, Event
from marketplace.kernel.money import CURRENCIES, Money
from marketplace.kernel.text import N_
from marketplace.orders.post.provinces import BY_CODE
from marketplace.people.models import User
from marketplace.vendors.models import Vendor
from marketplace.web import formatters
from marketplace.web.access import STAFF
from marketplace.web.log import names as event_names, subjects as event_subjects
from marketplace.web.log.names import READERS, Names
from marketplace.web.log.states import ROLES, word
from marketplace.web.log.subjects.subject import NOTHING, Subject
from marketplace.web.log.values import VALUES
from marketplace.web.log.words import DAYS, EVENTS, FIELDS, KINDS, MONEY, NAMELESS
from marketplace.web.log.words.post import ZONES
from marketplace.web.log.words.wishes import WISHES
from marketplace.web.money import pay_words, rate_words
from marketplace.web.waiting import task_facts, task_rows

LONGEST = 120
IN_NOTES = ("given", "expected", "counted")  # in the currency that the event names
PROVINCES = ("office_province", "post_neighbours")
SYSTEM, VISITOR, BUYER = N_("The system"), N_("A visitor"), N_("The buyer")


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after, in words; "" where there was nothing, or is nothing now."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `old`/`new` are filled when exactly one field changed, `label` with it unless the
    sentence names the state already; `changes` has them all."""

    id: int
    at: datetime
    who: str
    role: str
    text: str
    kind: str
    subject: Subject
    on_behalf: str
    reason: str
    changes: list[Change]

    @property
    def label(self) -> str:
        label = self.changes[0].label if len(self.changes) == 1 else ""
        return "" if label == _(FIELDS["state"]) else label

    @property
    def old(self) -> str:
        return self.changes[0].old if len(self.changes) == 1 else ""

    @property
    def new(self) -> str:
        return self.changes[0].new if len(self.changes) == 1 else ""


def entries(events: Sequence[Event], *, subjects: bool = False) -> list[Entry]:
    """The events in words, in their order; `subjects` also reads what each is about."""
    people = _names(User.id, User.name, (event.actor_id for event in events))
    vendors = _names(Vendor.id, Vendor.alias_fa, (event.on_behalf_of for event in events))
    names = event_names.of(events)
    about = event_subjects.of(events) if subjects else {}
    return [
        Entry(
            id=event.id,
            at=event.at,
            who=_who(event, people),
            role=_(ROLES[event.actor_role]) if event.actor_role in ROLES else "",
            text=sentence(event),
            kind=_(KINDS[event.subject_kind]) if event.subject_kind in KINDS else "",
            subject=about.get((event.subject_kind, event.subject_id), NOTHING),
            on_behalf=vendors.get(event.on_behalf_of or 0, ""),
            reason=_reason(event),
            changes=_changes(event, names),
        )
        for event in events
    ]


def sentence(event: Event) -> str:
    """What happened, as a phrase after the person's name."""
    known = EVENTS.get(f"{event.subject_kind}.{event.name}")
    return str(_(known)) if known else event.name.replace("_", " ")


def _names(key: Any, name: Any, keys: Iterable[int | None]) -> dict[int, str]:
    wanted = {one for one in keys if one}
    if not wanted:
        return {}
    rows = session.execute(select(key, name).where(key.in_(wanted)))
    return {row[0]: row[1] for row in rows}


def _who(event: Event, people: dict[int, str]) -> str:
    if event.actor_kind == "user":
        return _called(people.get(event.actor_id or 0, ""), event.actor_role)
    if event.actor_kind == "system":
        return str(_(SYSTEM))
    return str(_(BUYER if event.subject_kind in ("order", "vendor_order", "parcel") else VISITOR))


def _called(name: str, role: str | None) -> str:
    """Her name; of somebody who was erased, whose mark it is."""
    if not name.startswith(ids.MARK):
        return name
    if role in STAFF:
        return str(_("A former colleague %(mark)s", mark=name))
    return str(_("Somebody who left %(mark)s", mark=name))


REASONS = WISHES | {
    "unanswered": N_("The maker did not answer in time."),
    "uncollected": N_("Nobody came to pick it up in time."),
    "unpaid": N_("The money did not come in time."),
    "buyer": N_("The buyer changed her mind."),
    "cancelled_buyer": N_("The buyer changed her mind."),
    "surplus": N_("More was paid than was due."),
    "fetched": N_("Fetched at the desk instead of posted."),
    "taken_meanwhile": N_("Somebody else took it meanwhile."),
    "payment_undone": N_("The payment was undone."),
    "presumed": N_("Nobody said otherwise in time."),
    "sms": N_("by a code on her phone"),
    "card": N_("by a printed card"),
    "password": N_("by password"),
    "link": N_("by a link that was sent"),
    "second_factor": N_("by password and second factor"),
}
TOLD_IN_FACTS = frozenset(f"task_{kind}" for kind in task_rows.OF_GATEWAYS)


def _reason(event: Event) -> str:
    reason = event.reason or ""
    if reason == ERASED:
        return str(_("erased"))
    if reason in REASONS:
        return str(_(REASONS[reason]))
    return task_facts.said(reason) if event.name in TOLD_IN_FACTS else pay_words.problem(reason)


def _changes(event: Event, names: Names) -> list[Change]:
    code = event.changes.get("currency", [None, ""])[-1]
    shown = [
        Change(
            _label(name),
            _shown(name, pair[0], names, code),
            _shown(name, pair[1], names, code),
        )
        for name, pair in event.changes.items()
        if name not in NAMELESS and isinstance(pair, list) and len(pair) == 2
    ]
    return _moved(event) + [change for change in shown if change.old or change.new]


def _label(name: str) -> str:
    """A field in words; the post's prices are named "zone:grams"."""
    zone, _colon, grams = name.partition(":")
    if zone in ZONES and grams:
        up_to = formatters.number(int(grams))
        return str(_("%(zone)s, up to %(grams)s grams", zone=_(ZONES[zone]), grams=up_to))
    return str(_(FIELDS[name])) if name in FIELDS else name.replace("_", " ")


def _moved(event: Event) -> list[Change]:
    """From one state to another; being born is no move."""
    if not event.from_state or event.from_state == event.to_state:
        return []
    words = [word(event.subject_kind, one) for one in (event.from_state, event.to_state or "")]
    old, new = (str(_(one)) if one else "" for one in words)
    return [Change(_(FIELDS["state"]), old, new)]


def _shown(name: str, value: Any, names: Names, code: str) -> str:
    if value is None or value == "" or value == []:
        return ""
    if value == ERASED:
        return str(_("erased"))
    if name in READERS:
        return names.get((name, value), "") or str(_("something deleted since"))
    if name in DAYS:
        moment = datetime.fromisoformat(value)
        return formatters.day(moment if moment.tzinfo else moment.date())
    if name in PROVINCES:
        return str(_(", ")).join(formatters.local(BY_CODE[code], "name") for code in value.split())
    if name == "second_factor_roles":
        return str(_(", ")).join(str(_(ROLES[role])) for role in value.split())
    if name == "currency" and value in CURRENCIES:
        return rate_words.currency(value)
    if isinstance(value, str) and value in VALUES.get(name, {}):
        return str(_(VALUES[name][value]))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, int):
        if name in ("commission_bp", "tax_rate"):
            return formatters.percent(value)
        if name in IN_NOTES and code:
            return formatters.money(Money(value, code))
        money = name in MONEY or name.partition(":")[0] in ZONES
        return formatters.money(value) if money else formatters.number(value)
    if isinstance(value, list):
        return formatters.number(len(value))
    text = formatters.digits(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
