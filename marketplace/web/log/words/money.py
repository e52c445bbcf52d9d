"""Payments, what is owed back and the gateways, in the event log's words."""

from marketplace.kernel.text import N_

KINDS = {
    "payment": N_("Payment"),
    "till_count": N_("Till count"),
    "payment_proof": N_("Transfer"),
    "refund_due": N_("Money owed back"),
    "refund": N_("Money given back"),
    "payment_intent": N_("Online payment"),
    "payment_dispute": N_("Dispute"),
    "gateway_refund": N_("Money back through the gateway"),
}
EVENTS = {
    "payment.taken": N_("took the money"),
    "payment.confirmed": N_("confirmed the transfer"),
    "till_count.counted": N_("counted the drawer"),
    "payment.corrected": N_("corrected the receipt"),
    "payment_proof.created": N_("sent a proof of the transfer"),
    "payment_proof.confirm": N_("found the money on the account"),
    "payment_proof.refuse": N_("refused the proof"),
    "payment_proof.undo": N_("took the transfer up again"),
    "payment_proof.document_viewed": N_("looked at the bank’s receipt"),
    "refund_due.created": N_("wrote down what is owed back"),
    "refund_due.give": N_("gave it back"),
    "refund_due.drop": N_("owes it no longer"),
    "refund_due.come_back": N_("learned that it came back; it is owed anew"),
    "payment_intent.created": N_("began to pay online"),
    "payment_intent.send": N_("went to the gateway’s page"),
    "payment_intent.pay": N_("found it paid at the gateway"),
    "payment_intent.fail": N_("found that nothing was paid"),
    "payment_intent.expire": N_("found that its time had passed"),
    "payment_intent.lose_sight": N_("does not know what became of it"),
    "payment_intent.wait": N_("waits for the buyer again"),
    "payment_intent.dispute": N_("learned that the bank disputes it"),
    "payment_intent.win": N_("won the dispute"),
    "payment_intent.lose": N_("lost the dispute"),
    "payment_intent.keep_rest": N_("lost a part to the dispute and keeps the rest"),
    "payment_dispute.created": N_("learned what the bank asks for"),
    "payment_dispute.win": N_("learned that the bank gave it back"),
    "payment_dispute.lose": N_("learned that the bank keeps it"),
    "gateway_refund.created": N_("asked the gateway to give money back"),
    "gateway_refund.finish": N_("learned that the gateway gave it back"),
    "gateway_refund.fail": N_("learned that the gateway did not give it back"),
    "gateway_refund.lose_sight": N_("does not know whether the gateway gave it back"),
    "gateway_refund.come_back": N_("learned that the card’s bank sent it back"),
    "refund.given": N_("recorded the money given back"),
    "refund.came_back": N_("learned that it did not arrive and came back"),
}
FIELDS = {
    "amount": N_("amount"),
    "expected": N_("should be"),
    "counted": N_("counted"),
    "total": N_("total"),
    "pay_by": N_("pay by"),
    "method": N_("how"),
    "liable_party": N_("who bears it"),
    "holder": N_("who holds it"),
}
MONEY = ("rounding", "amount", "expected", "counted", "total")
DAYS = ("pay_by",)
