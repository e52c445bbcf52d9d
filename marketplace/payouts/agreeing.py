"""What must hold between the books, the payments to makers and the rows that these claim."""

from marketplace.ledger.checking import Rule

SENT = """
SELECT which, sum(booked) AS booked, sum(told) AS told FROM (
  SELECT e.source_id || ' ' || l.account AS which, l.amount AS booked, 0 AS told
  FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id
  WHERE e.kind = 'payout' AND l.account <> 'bank'
  UNION ALL
  SELECT run_id || ' vendor:' || vendor_id, 0, amount FROM payout
  WHERE method = 'bank' AND state IN ('sent', 'settled', 'returned')
) sides GROUP BY which HAVING sum(booked) <> sum(told)
"""
ONE = """
SELECT which, sum(booked) AS booked, sum(told) AS told FROM (
  SELECT e.source_id AS which, {sign}l.amount AS booked, 0 AS told
  FROM ledger_entry e JOIN ledger_posting l ON l.entry_id = e.id
  WHERE e.kind = '{kind}' AND l.account = '{account}'
  UNION ALL SELECT id, 0, amount FROM payout WHERE method = '{method}' AND state = '{state}'
) sides GROUP BY which HAVING sum(booked) <> sum(told)
"""
LINES = """
SELECT which, sum(booked) AS booked, sum(told) AS told FROM (
  SELECT run_id || ' vendor:' || vendor_id AS which, amount AS booked, 0 AS told FROM payout_line
  UNION ALL SELECT run_id || ' vendor:' || vendor_id, 0, amount FROM payout
) sides GROUP BY which HAVING sum(booked) <> sum(told)
"""
CLAIMS = """
SELECT t.run_id || ' ' || t.entry_id AS which, -l.amount AS booked, t.amount AS told
FROM payout_line t JOIN ledger_posting l ON l.entry_id = t.entry_id AND l.place = t.place
WHERE l.amount <> -t.amount OR l.account <> 'vendor:' || t.vendor_id
"""
RELEASED = """
SELECT p.id AS which, count(t.released_at) AS booked, p.lines AS told
FROM payout p JOIN payout_line t ON t.run_id = p.run_id AND t.vendor_id = p.vendor_id
GROUP BY p.id, p.state, p.lines
HAVING count(t.released_at)
  <> CASE WHEN p.state IN ('dropped', 'returned') THEN count(*) ELSE 0 END
"""
TOTALS = """
SELECT r.id AS which, coalesce(sum(p.amount), 0) AS booked, r.total AS told
FROM payout_run r LEFT JOIN payout p ON p.run_id = r.id AND p.state <> 'dropped'
WHERE r.state <> 'dropped'
GROUP BY r.id, r.total HAVING coalesce(sum(p.amount), 0) <> r.total
"""
RULES = (
    Rule("payouts", "Run and maker {which}: the books paid {booked}, the row says {told}.", SENT),
    Rule(
        "payouts", "Payment {which} in cash: the books say {booked}, the row says {told}.",
        ONE.format(sign="-", kind="payout_cash", account="safe", method="cash", state="settled"),
    ),
    Rule(
        "payouts", "Payment {which} that came back: the books say {booked}, the row says {told}.",
        ONE.format(sign="", kind="payout_returned", account="bank", method="bank",
                   state="returned"),
    ),
    Rule("payouts", "Run and maker {which}: her rows come to {booked}, she gets {told}.", LINES),
    Rule("payouts", "Run and row {which}: the books say {booked}, it claims {told}.", CLAIMS),
    Rule("payouts", "Payment {which} of {told} rows has {booked} released.", RELEASED),
    Rule("payouts", "Run {which}: its payments come to {booked}, it says {told}.", TOTALS),
)  # fmt: skip
