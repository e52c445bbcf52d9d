"""The office: what staff review, decide and set."""

from flask import Blueprint

bp = Blueprint("office", __name__, url_prefix="/office")
