"""The templates and stylesheets that the checks read."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"
STYLES = sorted((STATIC / "css").glob("*.css"))
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "email" not in path.parts)


def name(path: Path) -> str:
    """The path as test reports show it."""
    return path.relative_to(ROOT).as_posix()
