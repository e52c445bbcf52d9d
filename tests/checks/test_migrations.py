"""The migrations make one line: nobody's number is taken twice, none stands beside another."""

from tests.checks.sources import ROOT

FILES = sorted((ROOT / "migrations" / "versions").glob("*.py"))


def named(text: str, name: str) -> str | None:
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name} = ")]
    value = line.partition(" = ")[2].strip('"')
    return None if value == "None" else value


def test_each_follows_the_one_before_it() -> None:
    before = None
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert named(text, "revision") == path.name.partition("_")[0], path.name
        assert named(text, "down_revision") == before, path.name
        before = named(text, "revision")
