"""The README's picture, from `python -m tools.shots --fold home product`."""

import sys
from pathlib import Path

import pyvips

WALL = [236, 228, 214]
GAP, DESK_WIDTH, HEIGHT = 28, 1000, 625
TARGET = Path("docs/images/shop.webp")


def main(folder: str = "var/shots") -> None:
    """Put the two first screens on a wall and write docs/images/shop.webp."""
    home = _first_screen(f"{folder}/home.fa.1280.png", 1280, 800)
    piece = _first_screen(f"{folder}/product.fa.412.png", 412, 915)
    wall = pyvips.Image.black(1, 1, bands=3).copy(interpretation="srgb") + WALL
    desk, phone = home.resize(DESK_WIDTH / 1280), piece.resize(HEIGHT / 915)
    width = DESK_WIDTH + phone.width + 3 * GAP
    picture = wall.cast("uchar").embed(0, 0, width, HEIGHT + 2 * GAP, extend="copy")
    picture = picture.insert(desk, GAP, GAP).insert(phone, DESK_WIDTH + 2 * GAP, GAP)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    picture.webpsave(str(TARGET), Q=80, effort=6, keep="none")


def _first_screen(path: str, width: int, height: int) -> pyvips.Image:
    image = pyvips.Image.new_from_file(path)
    return image.extract_band(0, n=3).crop(0, 0, width, height)


if __name__ == "__main__":
    main(*sys.argv[1:])
