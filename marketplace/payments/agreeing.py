"""What must hold between the books and payments, refunds and counted drawers."""

from marketplace.ledger.checking import Rule
from marketplace.payments import agreeing_gateways, agreeing_outside

PAIRED = """
SELECT t.id AS which, coalesce(sum(l.amount), 0) AS booked, {amount} AS told
FROM {table} t
LEFT JOIN ledger_entry e ON e.source_kind = '{table}' AND e.source_id = t.id
  AND e.kind = {kind} AND e.currency = t.currency AND {same}
LEFT JOIN ledger_posting l ON l.entry_id = e.id AND l.account = {account}
WHERE {which}
GROUP BY t.id, {amount} HAVING coalesce(sum(l.amount), 0) <> {amount}
"""
ORPHANS = """
SELECT e.id AS which, 0 AS booked, 0 AS told FROM ledger_entry e
WHERE e.source_kind = '{table}' AND e.kind IN ({kinds})
  AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = e.source_id)
"""
SAME = "e.subject_kind = t.subject_kind AND e.subject_id = t.subject_id"
KIND = (
    "CASE WHEN t.method = 'foreign' AND t.amount > 0 THEN 'foreign_cash'"
    " WHEN t.method = 'foreign' THEN 'foreign_cash_undone'"
    " WHEN t.amount > 0 THEN 'payment' ELSE 'correction' END"
)
CAME_BACK = (
    "CASE WHEN t.due_id IN (SELECT id FROM refund_due WHERE state = 'dropped')"
    " THEN -t.amount ELSE 0 END"
)
FACTS = (
    # table, its entry's kind, the account that tells the amount, the amount, subject, which rows
    ("payment", KIND, "'buyer'", "-t.amount", SAME, "1 = 1"),
    ("refund_due", "'refund_due'", "'refunds:due'", "-t.amount", SAME, "1 = 1"),
    ("refund_due", "'refund_dropped'", "'refunds:due'",
     "CASE WHEN t.state = 'dropped' THEN t.amount ELSE 0 END", SAME, "1 = 1"),
    ("refund", "'refund'", "'refunds:due'", "t.amount", SAME, "1 = 1"),
    ("refund", "'refund'", "'safe'", "-t.amount", SAME, "t.from_safe"),
    ("refund", "'refund_returned'", "'refunds:due'", CAME_BACK, SAME, "1 = 1"),
    ("till_count", "'till_count'", "'drawer:' || t.user_id", "-t.expected", "1 = 1", "1 = 1"),
    ("till_count", "'till_count'", "'safe'", "t.counted", "1 = 1", "1 = 1"),
)  # fmt: skip
KINDS = {
    "payment": "'payment', 'correction', 'foreign_cash', 'foreign_cash_undone', 'foreign_notes',"
    " 'foreign_notes_undone'",
    "refund_due": "'refund_due', 'refund_dropped'",
    "refund": "'refund', 'refund_returned'", "till_count": "'till_count'",
}  # fmt: skip
DRAWERS = """
SELECT account || ' ' || currency AS which, sum(booked) AS booked, sum(told) AS told FROM (
  SELECT account, currency, amount AS booked, 0 AS told FROM ledger_posting
  WHERE account LIKE 'drawer:%'
  UNION ALL SELECT 'drawer:' || taken_by, currency, 0, amount FROM payment t
  WHERE method = 'cash'
    AND NOT EXISTS (SELECT 1 FROM till_row r WHERE r.kind = 'payment' AND r.row_id = t.id)
  UNION ALL SELECT 'drawer:' || t.taken_by, t.currency, 0, -f.change FROM payment t
  JOIN foreign_cash f ON f.payment_id = t.id
  WHERE NOT EXISTS (SELECT 1 FROM till_row r WHERE r.kind = 'payment' AND r.row_id = t.id)
  UNION ALL SELECT 'drawer:' || t.taken_by, f.currency, 0, f.given FROM payment t
  JOIN foreign_cash f ON f.payment_id = t.id
  WHERE NOT EXISTS (SELECT 1 FROM till_row r WHERE r.kind = 'notes' AND r.row_id = t.id)
  UNION ALL SELECT 'drawer:' || given_by, currency, 0, -amount FROM refund t
  WHERE method = 'cash' AND NOT from_safe
    AND NOT EXISTS (SELECT 1 FROM till_row r WHERE r.kind = 'refund' AND r.row_id = t.id)
  UNION ALL SELECT 'drawer:' || paid_by, currency, 0, -amount FROM post_payment t
  WHERE money = 'drawer'
    AND NOT EXISTS (SELECT 1 FROM till_row r WHERE r.kind = 'postage' AND r.row_id = t.id)
) sides GROUP BY account, currency HAVING sum(booked) <> sum(told)
"""
DISPUTES = """
SELECT d.id AS which, coalesce(sum(l.amount), 0) AS booked,
  d.amount * i.amount / i.charged AS told
FROM payment_dispute d JOIN payment_intent i ON i.id = d.intent_id
LEFT JOIN ledger_entry e ON e.source_kind = 'payment_dispute' AND e.source_id = d.id
  AND e.kind = 'dispute' AND e.subject_kind = i.subject_kind AND e.subject_id = i.subject_id
LEFT JOIN ledger_posting l ON l.entry_id = e.id AND l.account = 'disputes'
WHERE d.state = 'lost'
GROUP BY d.id, d.amount, i.amount, i.charged
HAVING coalesce(sum(l.amount), 0) <> d.amount * i.amount / i.charged
"""
EXCHANGED = """
SELECT f.payment_id AS which, coalesce(sum(l.amount), 0) AS booked, {told} AS told
FROM foreign_cash f JOIN payment t ON t.id = f.payment_id
LEFT JOIN ledger_entry e ON e.source_kind = 'payment' AND e.source_id = t.id
  AND e.currency = {currency}
LEFT JOIN ledger_posting l ON l.entry_id = e.id AND l.account = 'exchange'
GROUP BY f.payment_id, {told} HAVING coalesce(sum(l.amount), 0) <> {told}
"""
NAMES = {
    "payment": "Payment", "refund_due": "Refund due", "refund": "Refund",
    "till_count": "Till count",
}  # fmt: skip
RULES = (
    *(
        Rule(
            table, f"{NAMES[table]} {{which}}: the books say {{booked}}, the row says {{told}}.",
            PAIRED.format(table=table, kind=kind, account=account, amount=amount, same=same,
                          which=which),
        )
        for table, kind, account, amount, same, which in FACTS
    ),
    *(
        Rule(table, f"Entry {{which}} tells of a {NAMES[table].lower()} that is not there.",
             ORPHANS.format(table=table, kinds=kinds))
        for table, kinds in KINDS.items()
    ),
    Rule(
        "disputes", "Dispute {which}: the books say {booked} is lost, the row says {told}.",
        DISPUTES,
    ),
    *(
        Rule(
            "exchange",
            "Foreign cash of payment {which}: the books say {booked}, the row says {told}.",
            EXCHANGED.format(told=told, currency=currency),
        )
        for told, currency in (
            ("-f.given", "f.currency"), ("t.amount + f.change + f.rounded", "t.currency"),
        )
    ),
    *agreeing_outside.RULES,
    *agreeing_gateways.RULES,
    Rule("drawers", "{which}: the books say {booked}, what lies uncounted is {told}.", DRAWERS),
)  # fmt: skip
