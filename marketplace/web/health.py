"""Is the process up; may it be given requests."""

from flask import Blueprint, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from marketplace.kernel import engines, heartbeat, schema
from marketplace.kernel.db import db, session
from marketplace.web.access import VISITOR, may
from marketplace.web.frame import settings

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@may(VISITOR)
def healthz() -> Response:
    """The process answers."""
    return jsonify(ok=True)


@bp.get("/readyz")
@may(VISITOR)
def readyz() -> tuple[Response, int]:
    """Database reachable, migrations at head, worker alive, connections enough."""
    try:
        session.execute(text("SELECT 1"))
        checks = {
            "database": True,
            "migrations": _at_head(),
            "worker": heartbeat.alive(),
            "connections": _enough_connections(),
        }
    except SQLAlchemyError:
        session.rollback()
        checks = {"database": False}
    ready = all(checks.values())
    return jsonify(ready=ready, checks=checks), 200 if ready else 503


def _at_head() -> bool:
    return schema.at(session.connection()) == schema.newest()


def _enough_connections() -> bool:
    if db.engine.dialect.name != "postgresql":
        return True
    limit = int(session.execute(text("SHOW max_connections")).scalar_one())
    return (settings().web_workers + 1) * (engines.CONNECTIONS + 1) <= limit
