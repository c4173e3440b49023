"""Shapes of the desk's charts; words and numbers stand beside them as text.

The drawing is stretched to whatever room there is, so it holds nothing that would be distorted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WIDTH = 600
HEIGHT = 200
SPARK_HEIGHT = 20
_GAP = 2
_STEPS = (1, 2, 5)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A span of time: a rectangle and what it stands for."""

    x: float
    y: float
    width: float
    height: float
    value: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Bars of equal width, with the values of the lines behind them from the top down."""

    bars: tuple[Bar, ...]
    """The oldest first, wherever it stands."""
    lines: tuple[int, ...]
    marks: tuple[datetime, ...]
    """Times along the axis at equal distances, from the left."""
    highest: Bar
    width: int = WIDTH
    height: int = HEIGHT


def ceiling(value: int) -> int:
    """The smallest even round number (2, 4, 10, 20, 40, 100, ...) that is not below ``value``."""
    power = 2
    while True:
        for step in _STEPS:
            if step * power >= value:
                return step * power
        power *= 10


def chart(
    values: Sequence[int], first: datetime, *, mirrored: bool, step: timedelta = _MINUTE
) -> Chart:
    """One bar a ``step`` from ``first``; ``mirrored`` has time run from right to left."""
    top = ceiling(max(values, default=0))
    slot = WIDTH / len(values)
    bars = []
    for number, value in enumerate(values):
        place = len(values) - 1 - number if mirrored else number
        high = value / top * HEIGHT
        bars.append(
            Bar(
                x=round(place * slot + _GAP / 2, 2), y=round(HEIGHT - high, 2),
                width=round(slot - _GAP, 2), height=round(high, 2), value=value,
                at=first + step * number,
            )
        )  # fmt: skip
    last = len(values) - 1
    marks = [bars[round(last * part / 4)].at for part in range(5)]
    return Chart(
        bars=tuple(bars), lines=(top, top // 2, 0), highest=max(bars, key=lambda bar: bar.value),
        marks=tuple(reversed(marks) if mirrored else marks),
    )  # fmt: skip


def spark(values: Sequence[int], *, mirrored: bool) -> str:
    """Points of a line through the values, one unit apart, in a drawing twenty units high."""
    top = max(1, *values)
    shown = list(reversed(values)) if mirrored else values
    return " ".join(
        f"{place},{SPARK_HEIGHT - 1 - value / top * (SPARK_HEIGHT - 2):.4g}"
        for place, value in enumerate(shown)
    )
