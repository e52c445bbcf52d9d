"""The studio: a maker's own pages."""

from flask import Blueprint

bp = Blueprint("studio", __name__, url_prefix="/studio")
