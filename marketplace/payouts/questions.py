"""A maker's question about one row of her money, answered by the treasurer on the same row."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from marketplace.kernel import clock, direct, eventlog
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError, NotFound, WrongState
from marketplace.kernel.text import N_
from marketplace.payouts import messages, rows
from marketplace.payouts.question_models import MoneyQuestion
from marketplace.payouts.rows import Key
from marketplace.people.models import User
from marketplace.vendors.models import Vendor

MOST_OPEN = 5
NOTHING = N_("Write your question.")
ENOUGH = N_("Five questions of yours wait already. The office answers them first.")
WAITS = N_("You have asked about this row already; the office will answer.")
NO_ANSWER = N_("Write the answer.")
ANSWERED = N_("Somebody answered this question meanwhile.")
KIND = "money_question"
ABOUT = (
    select(MoneyQuestion)
    .where(
        MoneyQuestion.vendor_id == bindparam("vendor"),
        MoneyQuestion.entry_id.in_(bindparam("entries", expanding=True)),
    )
    .order_by(MoneyQuestion.id)
)


def ask(vendor: Vendor, key: Key, words: str, by: int) -> MoneyQuestion:
    """Keep the question with its row; `by` a member's id. Raises NotFound for another's row,
    DomainError without words, when one about it waits or too many do."""
    if not words.strip():
        raise DomainError(NOTHING, field="words")
    locked(Vendor, vendor.id)
    if rows.one(vendor.id, key) is None:
        raise NotFound
    open_ = [one for one in of_vendor(vendor.id) if one.answered_at is None]
    if any((one.entry_id, one.place) == key for one in open_):
        raise DomainError(WAITS, field="words")
    if len(open_) >= MOST_OPEN:
        raise DomainError(ENOUGH, field="words")
    question = MoneyQuestion(
        vendor_id=vendor.id, entry_id=key[0], place=key[1], words=words.strip(), asked_by=by
    )
    session.add(question)
    session.flush()
    eventlog.record(KIND, question.id, "asked")
    return question


def answer(question: MoneyQuestion, words: str, by: int) -> None:
    """The treasurer's answer; whoever asked is told. Raises DomainError without words, WrongState
    when it has one."""
    if not words.strip():
        raise DomainError(NO_ANSWER, field="answer")
    question = locked(MoneyQuestion, question.id)
    if question.answered_at is not None:
        raise WrongState(ANSWERED)
    question.answer, question.answered_at = words.strip(), clock.now()
    question.answered_by = by
    eventlog.record(KIND, question.id, "answered")
    vendor = session.get_one(Vendor, question.vendor_id)
    messages.answered(vendor, session.get_one(User, question.asked_by))


def of_vendor(vendor_id: int, limit: int = 50) -> Sequence[MoneyQuestion]:
    """What she asked, the newest first."""
    query = select(MoneyQuestion).filter_by(vendor_id=vendor_id).order_by(MoneyQuestion.id.desc())
    return session.scalars(query.limit(limit)).all()


def about(keys: Collection[Key], vendor_id: int) -> dict[Key, list[MoneyQuestion]]:
    """What was asked about these rows, the oldest first."""
    asked = {"vendor": vendor_id, "entries": sorted({entry_id for entry_id, _ in keys})}
    found: dict[Key, list[MoneyQuestion]] = {}
    for one in direct.ask(ABOUT, asked) if keys else ():
        found.setdefault((one.entry_id, one.place), []).append(one)
    return found


def waiting(limit: int = 100) -> Sequence[MoneyQuestion]:
    """Every question without an answer, the oldest first."""
    query = select(MoneyQuestion).where(MoneyQuestion.answered_at.is_(None))
    return session.scalars(query.order_by(MoneyQuestion.id).limit(limit)).all()


def waits() -> tuple[int, datetime | None]:
    """How many wait, and since when the oldest."""
    query = select(func.count(), func.min(MoneyQuestion.asked_at))
    count, since = session.execute(query.where(MoneyQuestion.answered_at.is_(None))).one()
    return count, since
