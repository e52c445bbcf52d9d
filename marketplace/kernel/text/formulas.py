"""Texts that a spreadsheet could take for formulas: made harmless on the way out, and bare again
on the way in."""

import unicodedata

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")  # spaces and characters that show nothing
MARK = "'"


def harmless(text: str) -> str:
    """The text, behind a mark when a spreadsheet could take it for a formula."""
    return f"{MARK}{text}" if _risky(text) else text


def bare(text: str) -> str:
    """The text without the mark that `harmless` gave it."""
    return text[1:] if text.startswith(MARK) and _risky(text[1:]) else text


def _risky(text: str) -> bool:
    """Also behind marks of its own, so that each is taken away again only once."""
    text = text.lstrip(MARK)
    return text.startswith(FORMULAS) or _shown(text).startswith(FORMULAS)


def _shown(text: str) -> str:
    """What is left of its beginning when wide signs are narrow and nothing unseen leads."""
    folded = unicodedata.normalize("NFKC", text[:200])
    shown = next((i for i, sign in enumerate(folded) if unicodedata.category(sign) not in UNSEEN),
                 len(folded))  # fmt: skip
    return folded[shown:]
