"""How a subject's money stands: taken, given back, still to be given back."""

from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.kernel.db import session
from marketplace.payments.models import Payment
from marketplace.payments.refund_models import Refund, RefundDue


@dataclass(frozen=True, slots=True)
class Balance:
    """Amounts in the smallest unit; corrections are subtracted from `captured`."""

    captured: int
    returned: int
    owed: int

    @property
    def kept(self) -> int:
        """What was paid and is not to go back."""
        return self.captured - self.returned - self.owed


def of(subject_kind: str, subject_id: int) -> Balance:
    """The balance of a subject, by one query."""
    sums = [
        select(func.coalesce(func.sum(table.amount), 0))
        .where(table.subject_kind == subject_kind, table.subject_id == subject_id, *more)
        .scalar_subquery()
        for table, more in ((Payment, ()), (Refund, ()), (RefundDue, (RefundDue.state == "due",)))
    ]
    captured, returned, owed = session.execute(select(*sums)).one()
    return Balance(int(captured), int(returned), int(owed))
