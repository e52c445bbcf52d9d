"""Gateways that call us. The signature is the gateway's to check; what it says is kept once."""

from flask import Response, jsonify, request
from werkzeug.exceptions import NotFound

from marketplace.kernel import preferences
from marketplace.kernel.db import session
from marketplace.payments import gateways
from marketplace.payments.gateways.gateway import Failed, Forged, Refused, Unknown
from marketplace.payments.intents import incoming
from marketplace.web.access import signed
from marketplace.web.hooks import bp
from marketplace.web.logs import log

Answer = tuple[Response, int]


@bp.post("/stripe")
@signed(by="stripe")
def stripe() -> Answer:
    """A webhook of Stripe's: 200 once it is kept, 400 when it is not Stripe's, 503 when Stripe
    should send it again."""
    way = gateways.called("stripe")
    if not way.open(preferences.load()):
        raise NotFound
    session.rollback()
    try:
        told = way.incoming(dict(request.headers), request.get_data())
    except Forged as error:
        log.warning("forged call of a gateway", gateway=way.name, why=str(error))
        return jsonify(error="signature"), 400
    except (Failed, Refused, Unknown) as error:
        log.warning("call of a gateway put off", gateway=way.name, why=str(error))
        return jsonify(error="later"), 503
    kept = [incoming.receive(way.name, one) for one in told]
    return jsonify(kept=sum(kept)), 200
