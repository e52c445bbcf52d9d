"""A name that is taken out of a text."""

import re
from collections.abc import Collection


def replaced(text: str, names: Collection[str], by: str) -> str:
    """The text with `by` wherever one of the names stands as words of its own."""
    found = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{found})(?!\w)", by, text) if found else text
