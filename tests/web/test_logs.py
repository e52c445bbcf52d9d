"""What the log says of what went wrong: its kind and its place, never for whom."""

import json
import subprocess
import sys

import pytest
import sqlalchemy as sa
from flask import Flask

from marketplace.kernel.db import db
from tests.support.live import ROOT

LIBRARY = """
import logging
from marketplace import create_app
create_app()
try:
    raise ValueError("no SMS to +989000000021")
except ValueError:
    logging.getLogger("huey").exception("Unhandled exception in task %s.", "code 123456")
"""


def test_a_library_s_line_is_one_of_ours_without_what_it_put_in(tmp_path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIBRARY], cwd=ROOT, env={"VAR_DIR": str(tmp_path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    (line,) = [json.loads(line) for line in done.stderr.splitlines()]
    assert line["event"] == "Unhandled exception in task %s."
    assert (line["logger"], line["error"]) == ("huey", "ValueError")
    assert "989000000021" not in done.stderr
    assert "123456" not in done.stderr


def test_a_database_s_error_does_not_repeat_what_it_was_given(app: Flask) -> None:
    asked = sa.text("SELECT nothing FROM nowhere WHERE x = :x")
    with (
        app.app_context(),
        db.engine.connect() as line,
        pytest.raises(sa.exc.DBAPIError) as refused,
    ):
        line.execute(asked, {"x": "خیابان نمونه"})
    assert "خیابان نمونه" not in str(refused.value)
    assert "nowhere" in str(refused.value)
