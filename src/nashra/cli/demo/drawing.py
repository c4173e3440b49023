"""The brush with which the demo's pictures are drawn: flat shapes, sprayed shade, paper grain.

A picture is drawn at twice its size and scaled down, so that edges are smooth. Shade is sprayed
as dots that grow denser, as in a lithograph: a gradient compared with noise. All noise comes from
a seed, so that the same picture is the same bytes everywhere. Coordinates are in pixels of the
finished picture, y downward.
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from random import Random
from typing import Final, Literal

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Direction = Literal["down", "up", "left", "right"]

SCALE: Final = 2

INK: Final = "#1c2329"
NIGHT: Final = "#16303e"
DEEP: Final = "#1f4a5c"
SEA: Final = "#34697a"
SHALLOW: Final = "#7ba3a4"
FOAM: Final = "#e3e8dc"
MIST: Final = "#bcc5bd"
PAPER: Final = "#f4ecda"
SAND: Final = "#e5d2ab"
DUNE: Final = "#c7a673"
EARTH: Final = "#8a6a48"
OCHRE: Final = "#dc9d3e"
BRICK: Final = "#b04a31"
RUST: Final = "#7a2f22"
OLIVE: Final = "#7b8050"
LEAF: Final = "#46553a"
ROSE: Final = "#dba78d"

_TURN: Final[dict[Direction, int]] = {"down": 0, "right": 90, "up": 180, "left": 270}


def dice(seed: int) -> Random:
    """Chance that falls the same way every time; nothing here is a secret."""
    return Random(seed)  # noqa: S311


@lru_cache(maxsize=4)
def _noise(width: int, height: int, seed: int) -> Image.Image:
    return Image.frombytes("L", (width, height), dice(seed).randbytes(width * height))


@lru_cache(maxsize=8)
def _ramp(direction: Direction) -> Image.Image:
    return Image.linear_gradient("L").rotate(_TURN[direction])


def wave(y: float, height: float, length: float, *, width: float = 1600, shift: float = 0,
         foot: float = 1100) -> list[Point]:  # fmt: skip
    """The outline of water whose crests are pointed and whose troughs are round."""
    crest: list[Point] = []
    for step in range(int(width // 8) + 3):
        x = step * 8.0
        turn = (x + shift) / length * math.pi
        crest.append((x, y - height * (1 - abs(math.sin(turn))) ** 1.6))
    return [*crest, (width + 40, foot), (-40, foot)]


def ridge(y: float, height: float, seed: int, *, width: float = 1600,
          foot: float = 1100) -> list[Point]:  # fmt: skip
    """The outline of hills, different for each seed."""
    rolls = dice(seed)
    parts = [(rolls.uniform(0, 6.28), rolls.uniform(0.7, 1.3), n) for n in (1, 2, 3, 5, 9)]
    line: list[Point] = []
    for step in range(int(width // 10) + 2):
        x = step * 10.0
        lift = sum(math.sin(phase + x / width * 6.28 * n * bend) / n for phase, bend, n in parts)
        line.append((x, y - height * lift))
    return [*line, (width + 20, foot), (-20, foot)]


def oval(
    x: float, y: float, rx: float, ry: float, *, start: float = 0, end: float = 360
) -> list[Point]:
    """The outline of an ellipse, or of a sector of it; degrees clockwise from the right."""
    steps = max(24, int((rx + ry) / 3))
    turn = [math.radians(start + (end - start) * n / steps) for n in range(steps + 1)]
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in turn]


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    """The outline of a rectangle from its upper left corner."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def arch(x: float, y: float, width: float, height: float) -> list[Point]:
    """The outline of a door with a round head; ``y`` is its foot."""
    radius = width / 2
    head = oval(x + radius, y - height + radius, radius, radius, start=180, end=360)
    return [(x, y), *head, (x + width, y)]


class Canvas:
    """A picture in the making."""

    def __init__(
        self, background: str, *, width: int = 1600, height: int = 900, seed: int = 1
    ) -> None:
        self.width, self.height, self.seed = width, height, seed
        self.dice = dice(seed)
        size = (width * SCALE, height * SCALE)
        self._image = Image.new("RGB", size, background)
        self._noise = _noise(*size, seed % 3)

    def _scaled(self, points: Iterable[Point]) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]

    def _frame(self, points: Sequence[Point]) -> tuple[int, int, int, int] | None:
        """The part of the picture that the scaled points cover, None if they lie outside."""
        limit_x, limit_y = self._image.size
        left = max(0, int(min(x for x, _ in points)))
        top = max(0, int(min(y for _, y in points)))
        right = min(limit_x, int(max(x for x, _ in points)) + 2)
        bottom = min(limit_y, int(max(y for _, y in points)) + 2)
        return (left, top, right, bottom) if left < right and top < bottom else None

    def _spray(self, frame: tuple[int, int, int, int], direction: Direction,
               strength: float) -> Image.Image:  # fmt: skip
        """Dots that are dense at the end to which ``direction`` points."""
        size = (frame[2] - frame[0], frame[3] - frame[1])
        dense = _ramp(direction).resize(size).point([int(v * strength) for v in range(256)])
        dots = ImageChops.subtract(dense, self._noise.crop(frame))
        return dots.point([0] + [255] * 255)

    def shape(
        self,
        points: Sequence[Point],
        fill: str,
        *,
        shade: str = "",
        direction: Direction = "down",
        strength: float = 0.9,
        alpha: float = 1,
    ) -> None:
        """A filled outline; with ``shade`` another colour is sprayed towards ``direction``."""
        scaled = self._scaled(points)
        if not shade and alpha == 1:
            ImageDraw.Draw(self._image).polygon(scaled, fill=fill)
            return
        frame = self._frame(scaled)
        if frame is None:
            return
        mask = Image.new("L", (frame[2] - frame[0], frame[3] - frame[1]), 0)
        outline = [(x - frame[0], y - frame[1]) for x, y in scaled]
        ImageDraw.Draw(mask).polygon(outline, fill=int(255 * alpha))
        self._image.paste(fill, frame, mask)
        if shade:
            spray = self._spray(frame, direction, strength)
            self._image.paste(shade, frame, ImageChops.multiply(mask, spray))

    def sky(self, top: str, bottom: str, *, foot: float = 0, grain: str = "") -> None:
        """A smooth gradient from the upper edge down to ``foot``, with a trace of spray."""
        depth = int((foot or self.height) * SCALE)
        frame = (0, 0, self._image.size[0], depth)
        ramp = _ramp("down").resize((frame[2], depth))
        blend = Image.composite(
            Image.new("RGB", ramp.size, bottom), Image.new("RGB", ramp.size, top), ramp
        )
        self._image.paste(blend, frame)
        if grain:
            self._image.paste(grain, frame, self._spray(frame, "up", 0.35))

    def glow(self, x: float, y: float, radius: float, color: str, alpha: float = 0.8) -> None:
        """Light that fades outward."""
        side = int(radius * 2 * SCALE)
        light = Image.radial_gradient("L").resize((side, side))
        # Pillow's radial gradient reaches 181 at the middle of an edge and 255 in the corners.
        fade = [int(alpha * max(0, 255 - v * 1.45) ** 1.6 / 255**0.6) for v in range(256)]
        corner = (int((x - radius) * SCALE), int((y - radius) * SCALE))
        self._image.paste(color, (*corner, corner[0] + side, corner[1] + side), light.point(fade))

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        """A stroke with round joints."""
        ImageDraw.Draw(self._image).line(
            self._scaled(points), fill=fill, width=max(1, round(width * SCALE)), joint="curve"
        )

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """A disc."""
        ImageDraw.Draw(self._image).ellipse(
            [
                (x - radius) * SCALE,
                (y - radius) * SCALE,
                (x + radius) * SCALE,
                (y + radius) * SCALE,
            ],
            fill=fill,
        )

    def window(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """A plain rectangle."""
        self.shape(box(x, y, width, height), fill)

    def person(self, x: float, foot: float, height: float, fill: str, *, stride: float = 0.1,
               skirt: bool = False, head: str = "") -> None:  # fmt: skip
        """Somebody far away, standing or, with a wider ``stride``, walking."""
        unit = height / 8
        hip, neck = foot - unit * 3.8, foot - unit * 6.6
        wide, step = unit * 1.05, height * stride
        self.shape(
            [(x - wide, neck + unit * 0.5), (x - unit * 0.4, neck), (x + unit * 0.4, neck),
             (x + wide, neck + unit * 0.5), (x + unit * 0.8, hip), (x - unit * 0.8, hip)], fill,
        )  # fmt: skip
        if skirt:
            self.shape(
                [(x - unit * 0.8, hip - unit), (x + unit * 0.8, hip - unit),
                 (x + unit * 1.5, foot), (x - unit * 1.5, foot)], fill,
            )  # fmt: skip
        else:
            for side in (-1, 1):
                self.line(
                    [(x + side * unit * 0.4, hip - 2), (x + side * step, foot)], fill, unit * 0.8
                )
        self.line(
            [(x - wide * 0.8, neck + unit * 0.7), (x - wide - step * 0.5, hip + unit * 0.4)],
            fill,
            unit * 0.5,
        )
        self.line(
            [(x + wide * 0.8, neck + unit * 0.7), (x + wide + step * 0.5, hip + unit * 0.4)],
            fill,
            unit * 0.5,
        )
        self.dot(x, neck - unit * 0.75, unit * 0.72, head or fill)

    def finish(self) -> Image.Image:
        """The picture at its final size, with grain, a soft edge and the warmth of paper."""
        image = self._image.resize((self.width, self.height), Image.Resampling.BOX)
        size = image.size
        grain = _noise(*size, 7).filter(ImageFilter.GaussianBlur(0.7))
        grain = grain.point([int(128 + (v - 128) * 0.34) for v in range(256)])
        image = ImageChops.soft_light(image, Image.merge("RGB", (grain,) * 3))
        edge = (
            Image.radial_gradient("L")
            .resize(size)
            .point([max(0, v - 150) // 3 for v in range(256)])
        )
        image.paste(INK, (0, 0), edge)
        return Image.blend(image, Image.new("RGB", size, PAPER), 0.045)
