"""The kinds of papers and how their numbers read."""

PREFIXES = {
    "receipt": "",  # bears the payment's number
    "refund": "R",  # bears the refund's number
    "credit": "C",  # bears the credit note's number
    "order": "S",
    "packing": "P",
    "label": "L",
    "handover": "H",
    "slip": "M",
    "settlement": "T",
}
KINDS = tuple(PREFIXES)


def show(kind: str, year: int, number: int) -> str:
    """L1405-000012: the kind's letter, the Jalali year, the gapless number."""
    return f"{PREFIXES[kind]}{year}-{number:06}"


def read(text: str) -> tuple[str, int, int] | None:
    """Kind, year and number of a typed number in ASCII digits; None when it is none."""
    typed = text.strip().upper()
    prefix = typed[:1] if typed[:1].isalpha() else ""
    year, _, serial = typed[len(prefix) :].partition("-")
    kind = next((kind for kind, mark in PREFIXES.items() if mark == prefix), "")
    plain = typed.isascii() and year.isdigit() and serial.isdigit()
    if not (kind and plain and len(year) == 4 and len(serial) <= 9):
        return None
    return kind, int(year), int(serial)
