"""The documents as the checks read them: what stands in them as code, and what as prose."""

import re
from pathlib import Path

from tests.checks.sources import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^ {4,}(?![-*\d ]).*$", re.MULTILINE)
SPAN = re.compile(r"`([^`]+)`")


def title(document: Path) -> str:
    """The document as test reports show it."""
    return document.relative_to(ROOT).as_posix()


def code(document: Path) -> list[str]:
    """Every span and line of code."""
    text = document.read_text("utf-8")
    blocks = [*FENCED.findall(text), *INDENTED.findall(text)]
    spans = [" ".join(span.split()) for span in SPAN.findall(FENCED.sub("", text))]
    return [line.strip() for block in blocks for line in block.splitlines()] + spans


def prose(document: Path) -> str:
    """Everything else."""
    text = document.read_text("utf-8")
    for pattern in (FENCED, INDENTED, SPAN):
        text = pattern.sub(" ", text)
    return text
