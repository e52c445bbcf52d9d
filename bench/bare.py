"""The least that Flask can do: one page of BENCH_BYTES bytes."""

import os

from flask import Flask

PAGE = "<!doctype html>" + "x" * (int(os.environ.get("BENCH_BYTES", "20000")) - 15)
app = Flask(__name__)


@app.get("/")
def page() -> str:
    """The same text every time."""
    return PAGE
