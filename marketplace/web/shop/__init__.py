"""The shop: everything a visitor sees."""

from flask import Blueprint

bp = Blueprint("shop", __name__)
