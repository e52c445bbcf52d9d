"""How a subject's money stands: taken, given back, still to be given back."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, func, select

from marketplace.kernel.direct import ask
from marketplace.payments import subjects
from marketplace.payments.models import Payment
from marketplace.payments.refund_models import RefundDue


def _sum(table: Any, *more: Any) -> ScalarSelect[Any]:
    mine = subjects.of_subject(table)
    return select(func.coalesce(func.sum(table.amount), 0)).where(*mine, *more).scalar_subquery()


SUMS = select(
    _sum(Payment), *(_sum(RefundDue, RefundDue.state == state) for state in ("given", "due"))
)


@dataclass(frozen=True, slots=True)
class Balance:
    """Amounts in the smallest unit; corrections are subtracted from `captured`, what came
    back is not in `returned`."""

    captured: int
    returned: int
    owed: int

    @property
    def kept(self) -> int:
        """What was paid and is not to go back."""
        return self.captured - self.returned - self.owed


def of(subject_kind: str, subject_id: int) -> Balance:
    """The balance of a subject, by one query."""
    captured, returned, owed = ask(SUMS, {"kind": subject_kind, "subject": subject_id}).first()
    return Balance(int(captured), int(returned), int(owed))
