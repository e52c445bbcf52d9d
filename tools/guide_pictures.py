"""The pictures of docs/office/orders.md: `python -m tools.guide_pictures [folder of pictures]`,
after `python -m tools.shots --fold office orders order desk transfer parcels`."""

import sys
from pathlib import Path

import pyvips

NAMES = (
    "office", "office-tasks", "orders", "order", "desk-order", "transfer", "parcels", "desk-till",
)  # fmt: skip
TARGET = Path("docs/images/orders")
SHOWN, TALLEST, MARGIN = 960, 800, 16  # px


def main(folder: str = "var/shots") -> None:
    """The first screen of each page in both languages, without the empty paper below."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        for locale in ("fa", "en"):
            shot = pyvips.Image.new_from_file(f"{folder}/{name}.{locale}.1280.png")
            picture = _trimmed(shot.extract_band(0, n=3))
            picture = picture.resize(SHOWN / picture.width)
            picture.webpsave(f"{TARGET}/{name}.{locale}.webp", Q=70, effort=6, keep="none")


def _trimmed(shot: pyvips.Image) -> pyvips.Image:
    first = shot.crop(0, 0, shot.width, min(shot.height, TALLEST))
    paper = first.getpoint(2, first.height - 1)
    _left, top, _width, height = first.find_trim(background=paper, threshold=6)
    return first.crop(0, 0, first.width, min(top + height + MARGIN, first.height))


if __name__ == "__main__":
    main(*sys.argv[1:])
