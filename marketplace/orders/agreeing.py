"""What must hold between the books and orders."""

from marketplace.ledger.checking import Rule
from marketplace.ledger.entries import SALE

KINDS = ", ".join(f"'{kind}'" for kind in SALE)
BUYERS = """
SELECT o.code AS which, coalesce(b.total, 0) AS booked,
       CASE WHEN o.paid_at IS NULL THEN o.paid ELSE 0 END AS told
FROM buyer_order o LEFT JOIN (
  SELECT e.subject_id, -sum(l.amount) AS total FROM ledger_entry e
  JOIN ledger_posting l ON l.entry_id = e.id AND l.account = 'buyer'
  WHERE e.subject_kind = 'order' GROUP BY e.subject_id
) b ON b.subject_id = o.id
WHERE coalesce(b.total, 0) <> CASE WHEN o.paid_at IS NULL THEN o.paid ELSE 0 END
"""
SALES = """
SELECT o.code AS which, coalesce(s.total, 0) AS booked,
       CASE WHEN o.paid_at IS NULL THEN 0 ELSE o.total - o.returned END AS told
FROM buyer_order o LEFT JOIN (
  SELECT e.subject_id, sum(l.amount) AS total FROM ledger_entry e
  JOIN ledger_posting l ON l.entry_id = e.id AND l.account = 'buyer'
  WHERE e.subject_kind = 'order' AND e.kind IN ({kinds})
  GROUP BY e.subject_id
) s ON s.subject_id = o.id
WHERE coalesce(s.total, 0) <> CASE WHEN o.paid_at IS NULL THEN 0 ELSE o.total - o.returned END
"""
SHARES = """
SELECT which, sum(booked) AS booked, sum(told) AS told FROM (
  SELECT l.line_id AS which, -l.amount AS booked, 0 AS told, 0 AS back FROM ledger_entry e
  JOIN ledger_posting l ON l.entry_id = e.id AND l.account LIKE 'vendor:%'
  WHERE e.kind IN ({kinds}) AND l.line_id IS NOT NULL
  UNION ALL
  SELECT t.id, 0, t.unit_price * t.quantity - t.commission - t.tax, t.returned FROM order_line t
  JOIN vendor_order p ON p.id = t.vendor_order_id
  JOIN buyer_order o ON o.id = p.order_id
  WHERE o.paid_at IS NOT NULL AND t.dropped_at IS NULL
    AND p.state NOT IN ('declined', 'lapsed', 'cancelled')
) sides GROUP BY which HAVING sum(booked) <> sum(told) AND max(back) = 0
"""
NOTES = """
SELECT n.id AS which, coalesce(-sum(l.amount), 0) AS booked, n.amount AS told FROM credit_note n
LEFT JOIN ledger_entry e ON e.source_kind = 'credit_note' AND e.source_id = n.id
LEFT JOIN ledger_posting l ON l.entry_id = e.id AND l.account = 'buyer'
WHERE n.kind IN ('return', 'loss')
GROUP BY n.id, n.amount HAVING coalesce(-sum(l.amount), 0) <> n.amount
"""
CLAIMS = """
SELECT which, sum(booked) AS booked, sum(told) AS told FROM (
  SELECT o.code AS which, l.amount AS booked, 0 AS told FROM ledger_posting l
  JOIN ledger_entry e ON e.id = l.entry_id AND e.subject_kind = 'order'
  JOIN buyer_order o ON o.id = e.subject_id
  WHERE l.account = 'claims:post'
  UNION ALL
  SELECT o.code, 0, CASE WHEN c.line_id IS NULL THEN c.amount ELSE c.amount - c.tax END
  FROM credit_note n JOIN buyer_order o ON o.id = n.order_id
  JOIN credit_line c ON c.note_id = n.id AND (c.line_id IS NULL OR c.fate IN ('damaged', 'lost'))
  WHERE n.liable_party = 'post' AND n.kind IN ('return', 'loss') AND o.paid_at IS NOT NULL
  UNION ALL
  SELECT o.code, 0, -(s.paid + s.borne) FROM claim_settlement s
  JOIN credit_note n ON n.id = s.note_id JOIN buyer_order o ON o.id = n.order_id
  UNION ALL
  SELECT o.code, 0, -f.withdrawn FROM parcel_finding f
  JOIN credit_note n ON n.id = f.note_id
  JOIN buyer_order o ON o.id = n.order_id AND o.paid_at IS NOT NULL
) sides GROUP BY which HAVING sum(booked) <> sum(told)
"""
ANSWERS = """
SELECT s.id AS which, coalesce(sum(l.amount), 0) AS booked, s.paid AS told
FROM claim_settlement s
LEFT JOIN ledger_entry e ON e.source_kind = 'claim_settlement' AND e.source_id = s.id
LEFT JOIN ledger_posting l ON l.entry_id = e.id AND l.account = 'bank'
GROUP BY s.id, s.paid HAVING coalesce(sum(l.amount), 0) <> s.paid
"""
RULES = (
    Rule(
        "buyers",
        "Order {which}: the books hold {booked} of its buyer, the order says {told}.",
        BUYERS,
    ),
    Rule("sales", "Order {which}: the books sold {booked}, the order says {told}.",
         SALES.format(kinds=KINDS)),
    Rule("shares", "Line {which}: the books gave its maker {booked}, her share is {told}.",
         SHARES.format(kinds=KINDS)),
    Rule(
        "claims", "Order {which}: the books claim {booked} of the post, its notes {told}.", CLAIMS
    ),
    Rule(
        "claims", "Answer {which} of the post: the books took {booked}, it says {told}.", ANSWERS
    ),
    Rule("returns", "Credit note {which}: the books say {booked}, the note {told}.", NOTES),
)  # fmt: skip
