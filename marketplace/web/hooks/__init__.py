"""What machines elsewhere tell us: no person, no session, no form; each call is signed."""

from flask import Blueprint

bp = Blueprint("hooks", __name__, url_prefix="/hooks")
