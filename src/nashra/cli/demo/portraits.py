"""Portraits of the demo's authors: silhouettes, each in a palette of its own."""

# Outlines are read as rows of points.
# fmt: off

from dataclasses import dataclass

from PIL import Image

from nashra.cli.demo.drawing import (
    BRICK,
    DEEP,
    DUNE,
    EARTH,
    FOAM,
    INK,
    LEAF,
    MIST,
    NIGHT,
    OCHRE,
    OLIVE,
    PAPER,
    ROSE,
    RUST,
    SAND,
    SEA,
    SHALLOW,
    Canvas,
    Point,
    oval,
)


@dataclass(frozen=True, kw_only=True)
class Sitter:
    """How somebody is drawn: background, clothes, skin and hair, and what they wear."""

    ground: str
    disc: str
    coat: str
    coat_shade: str
    skin: str
    skin_shade: str
    hair: str
    hair_kind: str
    glasses: bool = False
    beard: bool = False
    scarf: str = ""


SITTERS = {
    "portrait-rana": Sitter(
        ground=SAND, disc=BRICK, coat=DEEP, coat_shade=NIGHT, skin="#d8a583",
        skin_shade="#a86b4c", hair="#2b1d1a", hair_kind="bob",
    ),
    "portrait-yasin": Sitter(
        ground=MIST, disc=OCHRE, coat=INK, coat_shade="#0d1114", skin="#c79572",
        skin_shade="#8d5a3d", hair="#3a3531", hair_kind="short", glasses=True,
    ),
    "portrait-hala": Sitter(
        ground=SHALLOW, disc=PAPER, coat=RUST, coat_shade=INK, skin="#dfb08f",
        skin_shade="#ad7453", hair="#4a2a1e", hair_kind="tied", scarf=OCHRE,
    ),
    "portrait-nabil": Sitter(
        ground=ROSE, disc=DEEP, coat=EARTH, coat_shade="#4a3726", skin="#d3a37f",
        skin_shade="#98633f", hair="#a7a29a", hair_kind="receding", glasses=True, beard=True,
    ),
    "portrait-salma": Sitter(
        ground=FOAM, disc=OLIVE, coat=OCHRE, coat_shade=EARTH, skin="#cf9a76",
        skin_shade="#965f41", hair=LEAF, hair_kind="veil",
    ),
    "portrait-karim": Sitter(
        ground=DUNE, disc=SEA, coat=LEAF, coat_shade=INK, skin="#b97f5c", skin_shade="#7d4c31",
        hair="#191614", hair_kind="curly", beard=True,
    ),
    "portrait-idris": Sitter(
        ground="#8fb0b1", disc=SAND, coat=NIGHT, coat_shade=INK, skin="#b07852",
        skin_shade="#74472c", hair="#22313a", hair_kind="cap", beard=True,
    ),
    "portrait-widad": Sitter(
        ground=PAPER, disc=RUST, coat="#5d6e73", coat_shade=NIGHT, skin="#dcb193",
        skin_shade="#a97655", hair="#c9c5bd", hair_kind="bun", glasses=True, scarf=BRICK,
    ),
}
"""Who is drawn, by the name of the picture."""

_HEAD: tuple[float, float, float, float] = (300, 262, 82, 104)


def _back_hair(canvas: Canvas, sitter: Sitter) -> None:
    x, y, rx, ry = _HEAD
    match sitter.hair_kind:
        case "bob":
            canvas.shape([*oval(x, y - 14, rx + 34, ry + 18, start=180, end=360),
                (x + rx + 40, y + 108), (x - rx - 40, y + 108)], sitter.hair, shade=INK,
                strength=0.6)
        case "tied":
            canvas.shape(oval(x + 84, y + 70, 34, 92), sitter.hair, shade=INK, strength=0.6)
        case "bun":
            canvas.shape(oval(x + 26, y - 128, 50, 42), sitter.hair, shade=INK, strength=0.5)
        case "veil":
            canvas.shape([*oval(x, y - 4, rx + 36, ry + 34, start=170, end=370), (x + 128, y + 190),
                (x - 128, y + 190)], sitter.hair, shade=INK, strength=0.6)
        case _:
            return


def _front_hair(canvas: Canvas, sitter: Sitter) -> None:
    x, y, rx, ry = _HEAD
    top: list[Point]
    match sitter.hair_kind:
        case "bob" | "tied" | "bun":
            top = [*oval(x, y - 10, rx + 8, ry + 8, start=178, end=362), (x + rx - 4, y - 34),
                (x - 20, y - 66), (x - rx + 6, y - 6)]
        case "short":
            top = [*oval(x, y - 12, rx + 6, ry + 4, start=186, end=354), (x + rx - 6, y - 48),
                (x - 30, y - 62), (x - rx + 8, y - 40)]
        case "receding":
            top = [*oval(x, y - 6, rx + 7, ry + 4, start=190, end=350), (x + rx - 10, y - 40),
                (x + 40, y - 78), (x - 34, y - 78), (x - rx + 10, y - 40)]
        case "curly":
            for turn in range(11):
                ring = oval(x, y - 28, rx + 4, ry - 16, start=180 + turn * 18, end=181 + turn * 18)
                canvas.shape(oval(ring[0][0], ring[0][1], 32, 32), sitter.hair)
            top = [*oval(x, y - 20, rx + 4, ry - 6, start=190, end=350), (x + 50, y - 56),
                (x - 50, y - 56)]
        case "cap":
            top = [*oval(x, y - 46, rx + 12, 78, start=180, end=360), (x + rx + 16, y - 30),
                (x - rx - 62, y - 22), (x - rx - 50, y - 40)]
        case _:
            veil = [*oval(x, y - 2, rx + 30, ry + 28, start=160, end=380), *reversed(oval(x, y + 6,
                rx - 6, ry - 10, start=150, end=390))]
            canvas.shape(veil, sitter.hair, shade=INK, direction="right", strength=0.5)
            chin = oval(x, y + 10, rx - 4, ry - 8, start=150, end=30)
            canvas.shape([*chin, (x + 120, y + 90), (x + 150, y + 212), (x + 10, y + 250),
                (x - 138, y + 204), (x - 116, y + 90)], sitter.hair, shade=INK, strength=0.7)
            return
    canvas.shape(top, sitter.hair, shade=INK, direction="right", strength=0.55)


def _face(canvas: Canvas, sitter: Sitter) -> None:
    x, y, rx, ry = _HEAD
    canvas.shape(oval(x, y, rx, ry), sitter.skin, shade=sitter.skin_shade, direction="right",
        strength=0.75)
    if sitter.beard:
        jaw = [*oval(x, y + 4, rx, ry, start=6, end=174), (x - 60, y + 30), (x - 40, y + 52),
            (x, y + 44), (x + 40, y + 52), (x + 60, y + 30)]
        canvas.shape(jaw, sitter.hair if sitter.hair_kind != "cap" else "#2a2522", shade=INK,
            direction="right", strength=0.5)
    canvas.shape([(x - 4, y - 8), (x + 15, y + 40), (x - 6, y + 42)], sitter.skin_shade, alpha=0.55)
    for side in (-36, 36):
        canvas.line([(x + side - 15, y - 28), (x + side + 15, y - 30)], INK, 5)
        canvas.line([(x + side - 11, y - 6), (x + side, y - 1), (x + side + 11, y - 6)], INK, 3.4)
    canvas.line([(x - 20, y + 64), (x, y + 69), (x + 20, y + 63)], sitter.skin_shade, 5)
    if sitter.glasses:
        for side in (-37, 37):
            ring = oval(x + side, y - 5, 28, 24)
            canvas.line([*ring, ring[1]], INK, 4)
        canvas.line([(x - 9, y - 8), (x + 9, y - 8)], INK, 4)


def portrait(sitter: Sitter, seed: int) -> Image.Image:
    """A head and shoulders before a disc of colour, 600 by 600."""
    canvas = Canvas(sitter.ground, width=600, height=600, seed=seed)
    canvas.shape(oval(316, 286, 232, 232), sitter.disc, shade=sitter.ground, direction="left",
        strength=0.7)
    _back_hair(canvas, sitter)
    canvas.shape([(258, 320), (342, 320), (350, 430), (250, 430)], sitter.skin_shade)
    coat: list[Point] = [(60, 620), (84, 506), (150, 444), (252, 404), (300, 446), (348, 404),
        (450, 444), (516, 506), (540, 620)]
    canvas.shape(coat, sitter.coat, shade=sitter.coat_shade, direction="right")
    canvas.shape([(252, 404), (300, 446), (272, 500), (222, 420)], sitter.coat_shade)
    canvas.shape([(348, 404), (300, 446), (328, 500), (378, 420)], sitter.coat_shade)
    if sitter.scarf:
        canvas.shape([(232, 398), (368, 398), (388, 446), (300, 478), (212, 446)], sitter.scarf,
            shade=INK, direction="right", strength=0.5)
    _face(canvas, sitter)
    _front_hair(canvas, sitter)
    return canvas.finish()
