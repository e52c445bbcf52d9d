"""What buyers wrote when they changed their minds stands only where it is erased with them: the
log, the credit notes and what is owed back say that she changed her mind, and no more."""

from alembic import op

from migrations.append_only import lifted

revision = "0054"
down_revision = "0050"
branch_labels = None
depends_on = None

KEY = "'cancelled_buyer'"
HERS = "actor_kind = 'visitor' AND reason IS NOT NULL"
SAID = (  # in the log, by a buyer of this order
    "reason IN (SELECT e.reason FROM event e JOIN vendor_order s ON s.id = e.subject_id"
    " WHERE e.subject_kind = 'vendor_order' AND e.name IN ('cancel', 'line_dropped')"
    " AND e.actor_kind = 'visitor' AND s.order_id = {order})"
)
OF_ERASED = "SELECT id FROM buyer_order WHERE erased_at IS NOT NULL"


def upgrade() -> None:
    with lifted("credit_note"):
        said = SAID.format(order="credit_note.order_id")
        op.execute(f"UPDATE credit_note SET reason = {KEY} WHERE made_by IS NULL AND {said}")
    said = SAID.format(order="refund_due.subject_id")
    op.execute(f"UPDATE refund_due SET reason = {KEY} WHERE subject_kind = 'order' AND {said}")
    with lifted("event"):
        op.execute(
            f"UPDATE event SET reason = {KEY} WHERE {HERS} AND ("
            " (subject_kind = 'vendor_order' AND name IN ('cancel', 'line_dropped'))"
            " OR (subject_kind = 'fulfilment' AND name = 'give_up')"
            " OR (subject_kind = 'credit_note' AND name = 'cancellation'))"
        )
        op.execute(
            f"UPDATE event SET reason = NULL WHERE {HERS} AND subject_kind = 'vendor_order'"
            " AND name = 'task_cancel_request'"
        )
    op.execute(f"UPDATE order_line SET dropped_why = {KEY} WHERE dropped_why = 'buyer'")
    op.execute(
        "UPDATE vendor_order SET decline_reason = NULL"
        f" WHERE ended_by = 'buyer' AND order_id IN ({OF_ERASED})"
    )
    op.execute(
        "UPDATE order_line SET dropped_why = NULL WHERE vendor_order_id IN"
        f" (SELECT id FROM vendor_order WHERE order_id IN ({OF_ERASED}))"
    )


def downgrade() -> None:
    """What was forgotten does not come back."""
