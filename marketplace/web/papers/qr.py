"""A QR picture as an address of its own: no request, nothing outside the page."""

import segno


def picture(text: str) -> str:
    """An SVG of dark squares on white, with its quiet margin, as a data: address."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_data_uri(border=4, dark="#1F1A17", light="#fff", omitsize=True))
