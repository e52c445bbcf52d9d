"""A test whose shop writes somebody's data into a log fails, and says which line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.quiet import personal

ROOT = Path(__file__).parents[2]
PLAIN = (
    '{"id": "0123456789012345", "method": "GET", "route": "/o/<token>/pay", "status": 200, '
    '"ms": 123456.7, "event": "request", "timestamp": "2026-11-28T05:44:17.123456Z"}'
)
TOLD = (
    "+989000000021", "0900 000 0021", "۰۹۰۰۰۰۰۰۰۲۱", "\\u0633\\u0627\\u0631\\u0627",
    "sara@example.org", "6037991000000004", "6037-9910-0000-0004",
    "IR82 0540 1026 8002 0817 9090 02", "1234567891", "K7M2-QXAB", "خیابان نمونه",
    "/o/QHc1f6QvC0kCqWQb1Wn2S7oQ1kq4mXyz", ".eJwlzjsOwjAMANC7ZGaI",
)  # fmt: skip
OF_OURS = ("123456", "QHc1f6QvC0kCqWQb1Wn2S7oQ1kq4mXyz")
TESTS = """
import subprocess
import sys

def test_speaks():
    sys.stderr.write('{"event": "sent", "to": "+989000000021"}')

def test_another_process_speaks():
    subprocess.run(["sh", "-c", "echo '{\\"event\\": \\"sent\\", \\"code\\": \\"123456\\"}' >&2"])

def test_keeps_quiet():
    sys.stderr.write('{"event": "sent", "route": "/o/<token>"}')
"""


@pytest.mark.parametrize("value", TOLD)
def test_what_is_somebody_s_is_seen_in_any_line(value: str) -> None:
    assert personal(PLAIN) == []
    assert personal(f"ValueError: {value} is wrong")
    assert personal(PLAIN[:-1] + f', "why": "{value}"}}')
    assert personal(f'10:02:11 web.1 | {{"event": "sent", "to": "{value}"}}')


@pytest.mark.parametrize("value", OF_OURS)
def test_codes_and_tokens_are_seen_in_our_own(value: str) -> None:
    assert personal(PLAIN[:-1] + f', "why": "{value}"}}')


def test_the_test_fails_that_wrote_it(tmp_path: Path) -> None:
    (tmp_path / "test_said.py").write_text(TESTS)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.support.quiet", "-c", os.devnull,
         "--rootdir", str(tmp_path), str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "3 passed, 2 errors" in done.stdout, done.stdout
    assert "test_said.py::test_speaks left in a log" in done.stdout
    assert "test_said.py::test_another_process_speaks left in a log" in done.stdout
    assert "keeps_quiet left" not in done.stdout
