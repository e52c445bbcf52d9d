"""What must hold between the books and what was settled at counters: postage, changed notes."""

from marketplace.ledger.checking import Rule

POSTAGE = """
SELECT t.id AS which, coalesce(sum(l.amount), 0) AS booked, t.amount AS told
FROM post_payment_part t
LEFT JOIN ledger_entry e ON e.source_kind = 'post_payment_part' AND e.source_id = t.id
  AND e.kind = CASE WHEN t.amount > 0 THEN 'postage_paid' ELSE 'postage_undone' END
  AND e.subject_kind = 'order' AND e.subject_id = t.order_id
LEFT JOIN ledger_posting l ON l.entry_id = e.id AND l.account = 'postage:paid'
GROUP BY t.id, t.amount HAVING coalesce(sum(l.amount), 0) <> t.amount
"""
RECEIPTS = """
SELECT p.public_id AS which, coalesce(sum(t.amount), 0) AS booked, p.amount AS told
FROM post_payment p LEFT JOIN post_payment_part t ON t.payment_id = p.id
GROUP BY p.id, p.public_id, p.amount HAVING coalesce(sum(t.amount), 0) <> p.amount
"""
CHANGED = """
SELECT t.id AS which, coalesce(sum(l.amount), 0) AS booked, {told} AS told
FROM notes_exchange t
LEFT JOIN ledger_entry e ON e.source_kind = 'notes_exchange' AND e.source_id = t.id
  AND e.currency = {currency}
LEFT JOIN ledger_posting l ON l.entry_id = e.id AND l.account = {account}
GROUP BY t.id, {told} HAVING coalesce(sum(l.amount), 0) <> {told}
"""
NOTES = """
SELECT currency AS which, sum(booked) AS booked, sum(told) AS told FROM (
  SELECT currency, amount AS booked, 0 AS told FROM ledger_posting
  WHERE account = 'exchange' AND currency IN (SELECT currency FROM foreign_cash)
  UNION ALL SELECT currency, 0, -given FROM foreign_cash
  UNION ALL SELECT currency, 0, given FROM notes_exchange
) sides GROUP BY currency HAVING sum(booked) <> sum(told)
"""
RULES = (
    Rule("postage", "Posting {which}: the books paid {booked}, the row says {told}.", POSTAGE),
    Rule("postage", "Receipt {which}: its parcels come to {booked}, it says {told}.", RECEIPTS),
    *(
        Rule(
            "changed", "Changed notes {which}: the books say {booked}, the row says {told}.",
            CHANGED.format(told=told, currency=currency, account=account),
        )
        for told, currency, account in (
            ("t.received", "t.base", "CASE WHEN t.money = 'bank' THEN 'bank' ELSE 'safe' END"),
            ("-t.cost", "t.base", "'exchange'"),
            ("t.given", "t.currency", "'exchange'"),
            ("-t.given", "t.currency", "'safe'"),
        )
    ),
    Rule(
        "notes", "Notes in {which}: the books hold {booked} against them, the rows {told}.", NOTES
    ),
)  # fmt: skip
