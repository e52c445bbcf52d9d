"""What must hold between payments, refunds, the books and what gateways said of them."""

from marketplace.ledger.checking import Rule

TAKEN = """
SELECT which, sum(booked) AS booked, sum(told) AS told FROM (
  SELECT id AS which, amount AS booked, 0 AS told FROM payment
  WHERE holder = 'gateway' AND amount > 0
  UNION ALL
  SELECT i.payment_id, 0, i.amount FROM payment_intent i JOIN payment t ON t.id = i.payment_id
    AND t.subject_kind = i.subject_kind AND t.subject_id = i.subject_id
    AND t.currency = i.currency
) sides GROUP BY which HAVING sum(booked) <> sum(told)
"""
FEES = """
SELECT i.id AS which, coalesce(sum(l.amount), 0) AS booked, {told} AS told
FROM payment_intent i
LEFT JOIN ledger_entry e ON e.source_kind = 'payment_intent' AND e.source_id = i.id
  AND e.kind = 'gateway_fee' AND e.subject_kind = i.subject_kind AND e.subject_id = i.subject_id
LEFT JOIN ledger_posting l ON l.entry_id = e.id AND l.account = 'fees'
GROUP BY i.id, i.fee, i.amount, i.charged HAVING coalesce(sum(l.amount), 0) <> {told}
""".format(told="coalesce(i.fee, 0) * i.amount / i.charged")
GIVEN = """
SELECT g.id AS which, coalesce(r.amount, 0) AS booked, g.amount AS told
FROM gateway_refund g
LEFT JOIN refund r ON r.due_id = g.due_id AND r.reference = substr(g.reference, 1, 40)
WHERE g.state = 'done' AND coalesce(r.amount, 0) <> g.amount
"""
RULES = (
    Rule("gateways", "Payment {which}: {booked} was taken, its attempt says {told}.", TAKEN),
    Rule("gateways", "Attempt {which}: the books say {booked} of fee, the row {told}.", FEES),
    Rule("gateways", "Gateway refund {which}: {booked} is given, the gateway says {told}.", GIVEN),
)
