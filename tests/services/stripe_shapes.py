"""Stripe's objects as it answers them; amounts in the currency's smallest unit, moments in Unix
seconds."""

from typing import Any

Shape = dict[str, Any]
VISA = {
    "amount_authorized": None, "authorization_code": None, "brand": "visa", "checks": None,
    "country": "DE", "exp_month": 12, "exp_year": 2034, "fingerprint": "Xt5EWLLDS7FJjR1c",
    "funding": "credit", "installments": None, "last4": "4242", "mandate": None, "network": "visa",
    "three_d_secure": None, "wallet": None,
}  # fmt: skip
NOBODY = {"address": None, "email": None, "name": None, "phone": None}


def session(key: str, now: int, wish: Shape, total: int, currency: str, url: str) -> Shape:
    """An open Checkout Session; its payment intent is born when somebody pays."""
    return {
        "id": key, "object": "checkout.session", "created": now, "livemode": False,
        "mode": "payment", "status": "open", "payment_status": "unpaid", "url": url,
        "ui_mode": "hosted_page", "amount_subtotal": total, "amount_total": total,
        "currency": currency, "expires_at": int(wish["expires_at"]),
        "success_url": wish["success_url"], "cancel_url": wish.get("cancel_url"),
        "client_reference_id": wish.get("client_reference_id"), "locale": wish.get("locale"),
        "metadata": wish.get("metadata", {}), "payment_intent": None, "customer": None,
        "customer_details": None, "customer_email": None, "customer_creation": "if_required",
        "payment_method_types": wish.get("allowed_payment_method_types", ["card"]),
        "payment_method_options": {}, "payment_method_collection": "if_required",
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "custom_fields": [], "custom_text": {
            "after_submit": None, "shipping_address": None, "submit": None,
            "terms_of_service_acceptance": None,
        },
        "shipping_options": [], "shipping_cost": None, "submit_type": wish.get("submit_type"),
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "allow_promotion_codes": None, "after_expiration": None, "consent": None,
        "consent_collection": None, "invoice": None, "setup_intent": None, "subscription": None,
    }  # fmt: skip


def line(key: str, now: int, wish: Shape) -> Shape:
    """One line of a session, with the price that was made for it."""
    price, quantity = wish["price_data"], int(wish["quantity"])
    amount, currency = int(price["unit_amount"]), price["currency"].lower()
    return {
        "id": key, "object": "item", "amount_discount": 0, "amount_tax": 0, "currency": currency,
        "amount_subtotal": amount * quantity, "amount_total": amount * quantity,
        "description": price["product_data"]["name"], "quantity": quantity,
        "price": {
            "id": key.replace("li_", "price_"), "object": "price", "active": False,
            "billing_scheme": "per_unit", "created": now, "currency": currency, "livemode": False,
            "metadata": {}, "product": key.replace("li_", "prod_"), "type": "one_time",
            "unit_amount": amount, "unit_amount_decimal": str(amount),
        },
    }  # fmt: skip


def intent(key: str, now: int, bought: Shape, metadata: Shape) -> Shape:
    """The payment of a session, before a card was tried."""
    return {
        "id": key, "object": "payment_intent", "created": now, "livemode": False,
        "amount": bought["amount_total"], "amount_capturable": 0, "amount_received": 0,
        "currency": bought["currency"], "status": "requires_payment_method",
        "capture_method": "automatic", "confirmation_method": "automatic", "metadata": metadata,
        "payment_method_types": bought["payment_method_types"], "latest_charge": None,
        "payment_method": None, "last_payment_error": None, "canceled_at": None,
        "cancellation_reason": None, "description": None,
    }  # fmt: skip


def charge(key: str, now: int, paid: Shape, transaction: str | None) -> Shape:
    """A card that was charged."""
    return {
        "id": key, "object": "charge", "created": now, "livemode": False,
        "amount": paid["amount"], "amount_captured": paid["amount"], "amount_refunded": 0,
        "balance_transaction": transaction, "billing_details": NOBODY | {"tax_id": None},
        "captured": True, "currency": paid["currency"], "disputed": False,
        "metadata": paid["metadata"],
        "outcome": {"network_status": "approved_by_network", "reason": None, "type": "authorized",
                    "risk_level": "normal", "seller_message": "Payment complete."},
        "paid": True, "payment_intent": paid["id"], "payment_method": "pm_card_visa",
        "payment_method_details": {"type": "card", "card": VISA}, "refunded": False,
        "status": "succeeded", "failure_code": None, "failure_message": None,
    }  # fmt: skip


def transaction(key: str, now: int, source: str, kind: str, amount: int, fee: int,
                currency: str) -> Shape:  # fmt: skip
    """What moved on the account's balance; `fee` is what Stripe keeps."""
    fees = [{"amount": fee, "application": None, "currency": currency,
             "description": "Stripe processing fees", "type": "stripe_fee"}]  # fmt: skip
    return {
        "id": key, "object": "balance_transaction", "created": now, "available_on": now + 604800,
        "amount": amount, "balance_type": "payments", "currency": currency, "description": None,
        "exchange_rate": None, "fee": fee, "fee_details": fees if fee else [],
        "net": amount - fee, "reporting_category": kind, "source": source, "status": "pending",
        "type": kind,
    }  # fmt: skip


def refund(key: str, now: int, charged: Shape, amount: int, wish: Shape, movement: str) -> Shape:
    """Money on its way back to the card."""
    return {
        "id": key, "object": "refund", "created": now, "amount": amount,
        "balance_transaction": movement, "charge": charged["id"], "currency": charged["currency"],
        "destination_details": {
            "type": "card", "card": {"type": "refund", "reference_status": "pending",
                                     "reference_type": "acquirer_reference_number"},
        },
        "metadata": wish.get("metadata", {}), "payment_intent": charged["payment_intent"],
        "reason": wish.get("reason"), "receipt_number": None, "source_transfer_reversal": None,
        "status": "succeeded", "transfer_reversal": None,
    }  # fmt: skip


def dispute(key: str, now: int, charged: Shape, amount: int, reason: str, movement: Shape) -> Shape:
    """The card's owner takes the money back through her bank; evidence is due in a week."""
    return {
        "id": key, "object": "dispute", "created": now, "livemode": False, "amount": amount,
        "balance_transactions": [movement], "charge": charged["id"],
        "currency": charged["currency"], "enhanced_eligibility_types": [],
        "evidence": {"enhanced_evidence": {}}, "evidence_details": {
            "due_by": now + 7 * 86400, "enhanced_eligibility": {}, "has_evidence": False,
            "past_due": False, "submission_count": 0, "submission_method": "not_submitted",
        },
        "is_charge_refundable": False, "metadata": {}, "network_reason_code": "10.4",
        "payment_intent": charged["payment_intent"], "reason": reason, "status": "needs_response",
    }  # fmt: skip


def event(key: str, now: int, version: str, kind: str, subject: Shape, cause: str | None) -> Shape:
    """Something happened to an object, which is sent along as it stood then."""
    return {
        "id": key, "object": "event", "api_version": version, "created": now,
        "data": {"object": subject}, "livemode": False, "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": cause}, "type": kind,
    }  # fmt: skip
