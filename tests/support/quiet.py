"""No log holds anybody's data: every line that the shop wrote during a test is read after it.

The shop's own lines are JSON of few words, so that whatever looks like a person's fails there; of
others, such as a server's or a trace, whatever can be nothing else."""

import re
from pathlib import Path

import pytest

OURS = re.compile(r'"(?:id|timestamp|ms)": (?:"[\w:.+-]*"|[\d.]+)(?:, )?')
WELCOME = re.compile(r"Caravanserai is open.*?Stop with Ctrl-C\.", re.DOTALL)  # to who started it
THE_BUCKET_S = re.compile(r"^127\.0\.0\.1 - - \[.*$", re.MULTILINE)  # a double in this process
ANYWHERE = {
    "words in Persian": r"[\u0600-\u06ff]|\\u06[0-9a-fA-F]{2}",
    "a mobile": r"(?<![\w.])(?:(?:\+|00)?98|0)[ -]?9\d{2}[ -]?\d{3}[ -]?\d{4}(?!\w)",
    "a national id or postal code": r"(?<![\w.+-])\d{10}(?!\w)",
    "a card": r"(?<![\w.])\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?!\w)",
    "an IBAN": r"\b[A-Z]{2}\d{2}(?: ?\d{4}){4,}",
    "an e-mail address": r"[\w.+-]+@[\w-]+\.\w+",
    "a link of an order": r"/o/[\w-]{8,}",
    "a session": r"\beyJ[\w-]{8,}|\.eJ[\w-]{8,}",
    "an order's code": r"\b(?=\w*-?\w*\d)[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b",
}
IN_OURS = {
    "a code or number": r"\d(?:[ -]?\d){5}",
    "a token": r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{16,}",
    "somebody's address": "@",
}
_anywhere = {what: re.compile(pattern) for what, pattern in ANYWHERE.items()}
_in_ours = {what: re.compile(pattern) for what, pattern in IN_OURS.items()}
_files: dict[Path, int] = {}


def listen(path: Path) -> Path:
    """From now on what is written into this file is read after each test; returns the file."""
    _files.setdefault(path, 0)
    return path


def personal(text: str) -> list[str]:
    """The lines that hold what no log may, each after the kind of thing it holds."""
    found = []
    for line in OURS.sub("", THE_BUCKET_S.sub("", WELCOME.sub("", text))).splitlines():
        rules = _anywhere | _in_ours if '{"' in line else _anywhere
        kinds = [what for what, pattern in rules.items() if pattern.search(line)]
        found += [f"{' and '.join(kinds)}: {line[:300]}"] if kinds else []
    return found


def _written() -> str:
    """What came into the files since it was last asked for."""
    news = ""
    for path, so_far in list(_files.items()):
        if not path.exists():
            continue
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(so_far if size >= so_far else 0)
            news += file.read().decode("utf-8", "replace")
            _files[path] = file.tell()
    return news


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> "pytest.TestReport":
    """Fail the test whose shop wrote such a line."""
    report: pytest.TestReport = yield
    if call.when == "teardown" and report.passed:
        said = [text for name, text in report.sections if "stderr" in name or "log" in name]
        if found := personal("\n".join([*said, _written()])):
            report.outcome = "failed"
            report.longrepr = "\n".join([f"{item.nodeid} left in a log", *found[:20]])
    return report
