"""What staff ask of a vendor before she may sell."""

from sqlalchemy import func, select

from marketplace.kernel import eventlog
from marketplace.kernel.db import session
from marketplace.vendors.models import Requirement

KINDS = ("terms", "certificate", "interview", "document")
FIELDS = ("title_fa", "title_en", "help_fa", "help_en", "active")
USUAL = (
    ("terms", "شرایط فروش", "Terms of selling",
     "شرایط را بخوانید و بپذیرید.", "Read the terms and accept them."),
    ("certificate", "گواهی آموزش", "Training certificate",
     "پس از پایان کلاس، مربی آن را ثبت می‌کند.", "After the class your trainer records it."),
    ("interview", "گفت‌وگو با دفتر", "A talk with the office",
     "یک گفت‌وگوی کوتاه، حضوری یا تلفنی.", "A short talk, in person or by phone."),
)  # fmt: skip


def active() -> list[Requirement]:
    """What is asked now, in staff's order."""
    query = select(Requirement).where(Requirement.active)
    return list(session.scalars(query.order_by(Requirement.position, Requirement.id)))


def everything() -> list[Requirement]:
    """Every requirement, those no longer asked included, in staff's order."""
    return list(session.scalars(select(Requirement).order_by(Requirement.position, Requirement.id)))


def add(kind: str, **words: object) -> Requirement:
    """Ask for one thing more, after all others. `words` are FIELDS."""
    last = session.scalar(select(func.max(Requirement.position))) or 0
    requirement = Requirement(kind=kind, position=last + 1, **words)
    session.add(requirement)
    session.flush()
    eventlog.record("requirement", requirement.id, "added")
    return requirement


def change(requirement: Requirement, **words: object) -> None:
    """Store new words or whether it is asked, and record old → new."""
    changes = {
        name: [getattr(requirement, name), new]
        for name, new in words.items()
        if getattr(requirement, name) != new
    }
    for name, (_, new) in changes.items():
        setattr(requirement, name, new)
    if changes:
        session.flush()
        eventlog.record("requirement", requirement.id, "changed", changes=changes)


def move(requirement: Requirement, up: bool) -> None:
    """Change places with the neighbour above or below, if there is one."""
    ordered = everything()
    place = ordered.index(requirement)
    other = place - 1 if up else place + 1
    if 0 <= other < len(ordered):
        ordered[place], ordered[other] = ordered[other], ordered[place]
        for position, one in enumerate(ordered, start=1):
            one.position = position
        eventlog.record("requirement", requirement.id, "moved")


def install_usual() -> list[Requirement]:
    """The usual three, where nothing is configured yet."""
    return everything() or [
        add(kind, title_fa=fa, title_en=en, help_fa=help_fa, help_en=help_en)
        for kind, fa, en, help_fa, help_en in USUAL
    ]
