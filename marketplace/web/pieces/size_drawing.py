"""Where everything stands in the drawing of a piece beside a woman, or beside a hand."""

from dataclasses import dataclass

from flask_babel import gettext as _

from marketplace.web.formatters import number

WOMAN_CM, HAND_CM = 165, 18
SMALL_CM = 60  # a piece whose longer side is shorter stands beside a hand
TALLEST = 226  # drawing units given to the taller of the two
TALLEST_BY_HAND = 150  # so that a narrow page need not shrink the figures beside it
WIDEST = 250
ARM_CM, THUMB_CM = 48, 7  # how far figure or hand reaches from its middle
WORDS = 46  # half of the width’s words, and air
STEPS = 6


@dataclass(frozen=True, slots=True)
class SizeDrawing:
    """All lengths in drawing units, except `width_cm` and `height_cm`.

    `cloth`: drawn as a woven piece; else as an outline, for what may be a mitten or a bag."""

    width_cm: float
    height_cm: float
    hand: bool
    cloth: bool
    scale: float

    @property
    def width(self) -> float:
        return round(self.width_cm * self.scale, 1)

    @property
    def height(self) -> float:
        return round(self.height_cm * self.scale, 1)

    @property
    def figure_scale(self) -> float:
        return round(self.scale, 3)

    @property
    def figure_x(self) -> float:
        return round(14 + (8 if self.hand else 34) * self.scale, 1)

    @property
    def x(self) -> float:
        """Clear of the figure, and its width’s words too."""
        beside, reach = (12, THUMB_CM) if self.hand else (56, ARM_CM)
        clear = reach * self.scale + WORDS - self.width / 2
        return round(self.figure_x + max(beside * self.scale, clear), 1)

    @property
    def floor(self) -> float:
        figure = (HAND_CM if self.hand else WOMAN_CM) * self.scale
        return round(max(self.height, figure) + 46, 1)

    @property
    def y(self) -> float:
        return round(self.floor - self.height, 1)

    @property
    def view_width(self) -> float:
        return max(240.0, round(self.x + self.width + 64, 1))

    @property
    def view_height(self) -> float:
        return self.floor + 32

    @property
    def border(self) -> float:
        return round(min(self.width, self.height) * 0.06, 1)

    @property
    def lozenge(self) -> str:
        """The stepped lozenge in the middle of the cloth, as an SVG path."""
        step_x, step_y = self.width * 0.3 / STEPS, self.height * 0.3 / STEPS
        corners = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
        path = f"M{self.width / 2:.1f} {self.height / 2 - step_y * STEPS:.1f}"
        for index, (across, down) in enumerate(corners):
            moves = (f"h{across * step_x:.2f}", f"v{down * step_y:.2f}")
            path += "".join(moves if index % 2 == 0 else reversed(moves)) * STEPS
        return path + "z"

    @property
    def label(self) -> str:
        """What the drawing says, for those who cannot see it."""
        sizes = {"width": number(self.width_cm), "height": number(self.height_cm)}
        if self.hand:
            return str(_("%(width)s by %(height)s centimetres, beside a hand", **sizes))
        return str(_("%(width)s by %(height)s centimetres, beside a woman of 165", **sizes))


def size_drawing(
    width_cm: float | None, height_cm: float | None, depth_cm: float | None = None
) -> SizeDrawing | None:
    """Return the drawing of a piece of these sides, or None without width or height."""
    if not width_cm or not height_cm:
        return None
    hand = max(width_cm, height_cm) < SMALL_CM
    tall = max(height_cm, HAND_CM if hand else WOMAN_CM)
    scale = min((TALLEST_BY_HAND if hand else TALLEST) / tall, WIDEST / width_cm)
    return SizeDrawing(width_cm, height_cm, hand, not hand and not depth_cm, scale)
