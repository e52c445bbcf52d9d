"""How many parts an SMS is sent (and paid) in."""

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")


def sms_parts(text: str) -> int:
    """Parts of the message: 70 or 67 characters each with Persian, 160 or 153 without."""
    letters = set(text)
    if letters <= _GSM | _GSM_TWICE:
        return _parts(len(text) + sum(letter in _GSM_TWICE for letter in text), 160, 153)
    return _parts(len(text.encode("utf-16-le", "surrogatepass")) // 2, 70, 67)


def _parts(length: int, alone: int, joined: int) -> int:
    return 1 if length <= alone else -(-length // joined)
