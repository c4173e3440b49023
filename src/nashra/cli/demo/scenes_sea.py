"""Pictures of the sea: the harbour, ships, boats and islands."""

# Outlines are read as rows of points.
# fmt: off

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
    oval,
    ridge,
    wave,
)


def _crane(canvas: Canvas, x: float, foot: float, height: float, fill: str, reach: float) -> None:
    top = foot - height
    for side in (-34, 34):
        canvas.line([(x + side * 1.5, foot), (x + side, top + height * 0.42)], fill, 9)
    canvas.line([(x - 42, foot - height * 0.3), (x + 42, foot - height * 0.3)], fill, 7)
    canvas.line([(x - 51, foot), (x + 42, foot - height * 0.3)], fill, 4)
    canvas.line([(x + 51, foot), (x - 42, foot - height * 0.3)], fill, 4)
    canvas.window(x - 44, top + height * 0.36, 88, height * 0.12, fill)
    beam = top + height * 0.36
    canvas.line([(x - reach * 0.45, beam), (x + reach, beam - 26)], fill, 10)
    canvas.line([(x, beam), (x + 8, top)], fill, 9)
    canvas.line([(x + 8, top), (x + reach * 0.9, beam - 24)], fill, 3)
    canvas.line([(x + 8, top), (x - reach * 0.42, beam)], fill, 3)
    canvas.line([(x + reach * 0.72, beam - 20), (x + reach * 0.72, foot - height * 0.34)], fill, 2)
    canvas.window(x + reach * 0.72 - 13, foot - height * 0.34, 26, 20, fill)


def _freighter(canvas: Canvas, x: float, y: float, size: float, hull: str, shade: str) -> None:
    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    canvas.shape(at((20, -150), (130, -150), (130, -40), (20, -40)), PAPER, shade=MIST)
    canvas.shape(at((40, -190), (112, -190), (112, -150), (40, -150)), FOAM, shade=MIST)
    canvas.shape(at((62, -246), (94, -246), (98, -190), (58, -190)), BRICK, shade=RUST)
    for row in range(3):
        for column in range(5):
            canvas.window(x + (30 + column * 19) * size, y + (-140 + row * 28) * size, 9 * size,
                10 * size, shade)
    for hatch in range(4):
        left = 165 + hatch * 100
        canvas.shape(at((left, -62), (left + 78, -62), (left + 84, -40), (left - 6, -40)), DUNE,
            shade=EARTH)
        canvas.line(at((left + 92, -40), (left + 92, -128)), shade, 4 * size)
        canvas.line(at((left + 92, -122), (left + 44, -76)), shade, 2.4 * size)
    canvas.shape( at((-6, -46), (560, -46), (640, -74), (600, 46), (36, 46)), hull, shade=shade,
        strength=0.8 )
    canvas.shape(at((24, 22), (609, 22), (600, 46), (36, 46)), BRICK, shade=RUST)


def harbour_dawn() -> Image.Image:
    canvas = Canvas(SAND, seed=11)
    canvas.sky("#6d8d93", "#f2c98c", foot=560, grain=DEEP)
    canvas.glow(1010, 470, 420, "#ffe9bd", 0.95)
    canvas.dot(1010, 470, 74, "#fbe3ae")
    canvas.shape(ridge(520, 26, 4), "#93938a", shade="#6f7d80", direction="up", strength=0.5)
    canvas.shape(wave(566, 3, 120), "#7d9596", shade=DEEP, direction="down", strength=0.95)
    for step in range(26):
        y = 580 + step * 12.4
        half = 26 + canvas.dice.uniform(0, 60) + step * 2.5
        middle = 1010 + canvas.dice.uniform(-24, 24)
        canvas.line([(middle - half, y), (middle + half, y)], "#f5d9a2", 1.5 + step * 0.16)
    _freighter(canvas, 560, 640, 0.86, DEEP, NIGHT)
    for x, height, reach in ((250, 470, 300), (470, 400, 240), (1330, 430, -270)):
        _crane(canvas, x, 700, height, INK, reach)
    canvas.shape([(0, 690), (520, 690), (600, 900), (0, 900)], "#2b3338", shade=INK)
    canvas.shape([(1240, 690), (1600, 690), (1600, 900), (1190, 900)], "#2b3338", shade=INK)
    for x in (60, 180, 400, 1290, 1420):
        canvas.shape([(x, 676), (x + 22, 676), (x + 18, 692), (x + 4, 692)], INK)
    for x, height in ((340, 62), (366, 58), (1500, 60)):
        canvas.person(x, 692, height, INK)
    canvas.shape(wave(860, 9, 190, shift=60), DEEP, shade=NIGHT, strength=0.9, alpha=0.82)
    return canvas.finish()


def wheat_ship() -> Image.Image:
    canvas = Canvas(FOAM, seed=12)
    canvas.sky("#8fb0b1", "#f0e3c3", foot=600, grain=SEA)
    canvas.shape(ridge(560, 34, 9), "#a9b0a3", shade=SHALLOW, direction="up", strength=0.6)
    canvas.shape(wave(590, 4, 150), SHALLOW, shade=SEA)
    for x in (110, 250, 390):
        canvas.shape([(x, 260), (x + 120, 260), (x + 120, 690), (x, 690)], PAPER, shade=DUNE,
            direction="right", strength=0.7)
        canvas.shape(oval(x + 60, 262, 60, 26), SAND, shade=DUNE, direction="right")
    canvas.shape([(80, 230), (540, 208), (540, 226), (80, 250)], BRICK, shade=RUST)
    canvas.line([(530, 218), (760, 330)], RUST, 14)
    canvas.shape([(752, 326), (772, 326), (800, 540), (726, 540)], OCHRE, shade=SAND,
        direction="up")
    _freighter(canvas, 560, 640, 1.42, DEEP, NIGHT)
    canvas.shape([(0, 690), (560, 690), (600, 760), (0, 780)], EARTH, shade=INK)
    canvas.shape(wave(740, 12, 210), SEA, shade=DEEP)
    canvas.shape(wave(810, 14, 260, shift=90), DEEP, shade=NIGHT)
    for x in (130, 210, 470):
        canvas.person(x, 700, 74, INK, stride=0.16)
    for x, y in ((900, 150), (980, 190), (1200, 130), (1120, 230)):
        canvas.line([(x - 22, y - 8), (x, y), (x + 22, y - 8)], INK, 4)
    return canvas.finish()


def _storm_sea_back(canvas: Canvas) -> None:
    canvas.sky("#1b2a33", "#6f8583", foot=560, grain=INK)
    for x, y, rx, ry in ((120.0, 40.0, 420, 130), (620, 20, 460, 150), (1180, 30, 430, 140),
            (1560, 90, 300, 120), (360, 130, 300, 70), (920, 150, 330, 76), (1400, 190, 260, 60)):
        canvas.shape(oval(x, y, rx, ry), "#2b3b42", shade="#151f26", direction="up", strength=0.95)
    for y, height, length, tone, shade, shift in ( (520, 44, 330, "#557579", "#2d4b55", 0),
            (610, 78, 470, SEA, NIGHT, 210), (735, 110, 560, DEEP, NIGHT, 400), ):
        water = wave(y, height, length, shift=shift)
        canvas.shape([(x, py - 9) for x, py in water], FOAM, shade=SHALLOW, strength=0.3)
        canvas.shape(water, tone, shade=shade, strength=1)
    for _ in range(300):
        canvas.dot(canvas.dice.gauss(1150, 150), canvas.dice.gauss(400, 100),
            canvas.dice.uniform(1.5, 7), FOAM)
    for tone, spread, lift, count in ((SHALLOW, 150, 300, 60), ("#b9cfca", 120, 250, 60),
            (PAPER, 100, 190, 60)):
        for _ in range(count):
            rise = canvas.dice.uniform(0, 1)
            x = canvas.dice.gauss(1150 + rise * 30, spread * (1 - rise * 0.62))
            radius = canvas.dice.uniform(16, 52) * (1 - rise * 0.75)
            canvas.shape(oval(x, 660 - rise * lift * 1.15, radius, radius), tone, shade=SEA,
                strength=0.42)


def _storm_sea_front(canvas: Canvas) -> None:
    for row in range(4):
        for column in range(9):
            x = 1010 + column * 84 - row * 26 + canvas.dice.uniform(-12, 12)
            y = 640 + row * 62
            side = 54 + canvas.dice.uniform(-8, 10)
            canvas.shape( [(x - side, y + 30), (x - side * 0.6, y - 26), (x + side * 0.5, y - 34),
                (x + side, y + 20), (x + side * 0.3, y + 52)], "#4a4d4b", shade=INK,
                direction="left", )
    canvas.window(1466, 300, 22, 320, "#d9d4c4")
    canvas.shape([(1448, 312), (1506, 312), (1500, 300), (1477, 262), (1454, 300)], BRICK,
        shade=RUST)
    canvas.glow(1477, 300, 150, "#ffe2a0", 0.7)
    canvas.shape(wave(850, 70, 640, shift=120), NIGHT, shade=INK)


def storm_sea() -> Image.Image:
    canvas = Canvas(DEEP, seed=13)
    _storm_sea_back(canvas)
    _storm_sea_front(canvas)
    return canvas.finish()


def _fishing_boat(canvas: Canvas, x: float, y: float, size: float, hull: str) -> None:
    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x + px * size, y + py * size) for px, py in points]

    canvas.line(at((-10, -10), (-10, -130)), INK, 4 * size)
    canvas.line(at((-10, -126), (78, -16)), INK, 1.6 * size)
    canvas.line(at((-10, -126), (-96, -20)), INK, 1.6 * size)
    canvas.shape(at((-62, -62), (-18, -62), (-14, -10), (-70, -10)), SAND, shade=EARTH,
        direction="right")
    canvas.shape(at((-120, -28), (0, -8), (128, -42), (92, 30), (-92, 30)), hull, shade=INK)
    canvas.glow(x - 10 * size, y - 118 * size, 190 * size, "#ffd98a", 0.85)
    canvas.dot(x - 10 * size, y - 118 * size, 8 * size, "#fff1c9")
    canvas.dot(x + 70 * size, y - 46 * size, 5 * size, "#fff1c9")


def night_boats() -> Image.Image:
    canvas = Canvas(NIGHT, seed=14)
    canvas.sky("#0f1f2b", "#315667", foot=500, grain=INK)
    for _ in range(170):
        canvas.dot(canvas.dice.uniform(0, 1600), canvas.dice.uniform(0, 400),
            canvas.dice.uniform(0.6, 2), FOAM)
    canvas.dot(330, 170, 62, "#f3e3b6")
    canvas.dot(354, 156, 54, "#1b313e")
    canvas.shape(ridge(470, 26, 21), "#1c3440", shade=INK, strength=0.8)
    canvas.shape(wave(500, 3, 130), "#27505f", shade="#0e1d27", strength=1)
    boats = ((430, 560, 0.55), (820, 600, 0.8), (1290, 570, 0.6), (1110, 720, 1.25), (300, 730,
        1.05))
    for x, y, size in boats:
        for step in range(16):
            half = size * (46 - step * 1.8) * canvas.dice.uniform(0.4, 1)
            canvas.line([(x - 10 - half, y + 34 * size + step * 11 * size),
                (x - 10 + half, y + 34 * size + step * 11 * size)], "#d3a964", 3 * size)
        _fishing_boat(canvas, x, y, size, RUST if size > 1 else DEEP)
    canvas.shape(wave(866, 10, 240), "#0d1b24", alpha=0.85)
    return canvas.finish()


def island_ferry() -> Image.Image:
    canvas = Canvas(FOAM, seed=15)
    canvas.sky("#7fa9ae", "#f3e6c6", foot=470, grain=SEA)
    canvas.glow(380, 210, 330, "#fff6da", 0.9)
    whale = [(560, 470), (640, 420), (760, 352), (900, 318), (1060, 322), (1200, 366), (1310, 424),
        (1390, 438), (1440, 402), (1476, 330), (1500, 392), (1560, 380), (1516, 440), (1470, 474)]
    canvas.shape(whale, OLIVE, shade=LEAF, direction="right", strength=0.95)
    canvas.shape([(560, 470), (700, 430), (980, 440), (1240, 452), (1470, 474)], DUNE, shade=EARTH)
    for x, y in ((800, 412), (836, 400), (872, 408), (1010, 402), (1046, 396), (1080, 410),
            (1118, 404)):
        canvas.shape([(x, y), (x + 28, y), (x + 28, y + 34), (x, y + 34)], PAPER, shade=MIST,
            direction="right")
        canvas.shape([(x - 3, y), (x + 14, y - 13), (x + 31, y)], BRICK)
    canvas.shape(wave(472, 3, 110), SHALLOW, shade=SEA)
    canvas.shape(wave(600, 8, 200, shift=50), "#4f8389", shade=SEA)
    canvas.shape([(600, 668), (130, 744), (10, 790), (640, 690)], FOAM, alpha=0.75)
    canvas.shape([(430, 560), (800, 560), (800, 610), (430, 610)], PAPER, shade=MIST)
    canvas.shape([(500, 506), (720, 506), (735, 560), (480, 560)], PAPER, shade=MIST)
    canvas.shape([(590, 446), (650, 446), (656, 506), (584, 506)], BRICK, shade=RUST)
    for x in range(452, 790, 42):
        canvas.window(x, 574, 22, 20, DEEP)
    for x in range(520, 700, 38):
        canvas.window(x, 522, 20, 18, DEEP)
    canvas.shape([(380, 604), (860, 604), (900, 590), (846, 684), (430, 684)], PAPER, shade=SHALLOW)
    canvas.shape([(402, 640), (871, 640), (864, 654), (410, 654)], BRICK)
    canvas.shape(wave(690, 12, 230), SEA, shade=DEEP)
    canvas.shape(wave(800, 16, 300, shift=140), DEEP, shade=NIGHT)
    for x, y in ((980, 190), (1060, 230), (900, 250)):
        canvas.line([(x - 26, y - 10), (x, y), (x + 26, y - 10)], INK, 4)
    return canvas.finish()


def volcano_island() -> Image.Image:
    canvas = Canvas(ROSE, seed=16)
    canvas.sky("#58737b", "#e9bd92", foot=640, grain=DEEP)
    for step in range(30, -1, -1):
        x = 806 + step * 15 + canvas.dice.uniform(-44, 44)
        y = 350 - step * 12 + canvas.dice.uniform(-16, 16)
        size = 38 + step * 4.6
        canvas.shape(oval(x, y, size, size * 0.8), "#a59a90", shade="#3f4245", direction="right",
            strength=1)
    canvas.glow(800, 356, 230, "#ff9b52", 0.8)
    canvas.shape([(250, 650), (480, 560), (640, 452), (740, 350), (776, 362), (822, 362),
        (858, 346), (960, 440), (1150, 560), (1380, 650)], "#55463f", shade=INK, direction="right")
    canvas.line([(800, 362), (788, 420), (812, 470), (790, 540)], "#f2883f", 10)
    canvas.line([(806, 470), (850, 520), (858, 566)], "#e0692f", 7)
    canvas.shape([(250, 650), (420, 600), (700, 622), (1000, 600), (1380, 650)], LEAF, shade=INK)
    for step in range(16):
        x = 400 + step * 52 + canvas.dice.uniform(-10, 10)
        canvas.line([(x, 640), (x + 6, 604)], INK, 4)
        canvas.shape(oval(x + 6, 600, 22, 8), "#6d6f66")
    canvas.shape(wave(650, 4, 140), "#6d8a8c", shade=DEEP)
    for x, size in ((520, 0.5), (1120, 0.62), (330, 0.8)):
        y = 700 + size * 90
        canvas.shape([(x - 90 * size, y), (x + 100 * size, y - 12 * size),
            (x + 70 * size, y + 40 * size), (x - 70 * size, y + 40 * size)], RUST, shade=INK)
        for seat in range(5):
            canvas.dot(x + (seat * 30 - 56) * size, y - 14 * size, 11 * size, INK)
    canvas.shape(wave(840, 10, 260), DEEP, shade=NIGHT)
    return canvas.finish()


def cable_ship() -> Image.Image:
    canvas = Canvas(SHALLOW, seed=17)
    canvas.sky("#9dbcba", "#f1e5c8", foot=360, grain=SEA)
    canvas.shape(wave(356, 4, 140), SEA, shade="#0f2a36", strength=1)
    canvas.sky("#9dbcba", "#efe2c4", foot=330)
    _freighter(canvas, 700, 330, 0.92, DEEP, NIGHT)
    canvas.line([(694, 296), (640, 286)], INK, 12)
    canvas.dot(634, 292, 20, OCHRE)
    canvas.shape(wave(368, 7, 150, shift=30), SEA, shade="#0f2a36", strength=1)
    cable = [(618.0, 300.0), (600, 380), (560, 500), (500, 610), (410, 700), (300, 756), (150, 782),
        (-20, 790)]
    canvas.line(cable, OCHRE, 9)
    for y, half in ((440.0, 300), (520, 220), (600, 180)):
        canvas.line([(1180 - half, y), (1180 + half, y)], SHALLOW, 2)
    canvas.shape(ridge(800, 22, 5), DUNE, shade=EARTH)
    for _ in range(9):
        x, y = canvas.dice.uniform(700, 1500), canvas.dice.uniform(470, 700)
        canvas.shape([(x, y), (x + 46, y - 13), (x + 62, y), (x + 46, y + 13)], MIST, shade=SHALLOW)
        canvas.shape([(x + 4, y), (x - 18, y - 13), (x - 18, y + 13)], MIST)
    for x in range(60, 1600, 130):
        for stem in range(3):
            lean = canvas.dice.uniform(-26, 26)
            canvas.line([(x + stem * 16, 820), (x + stem * 16 + lean, 750 - stem * 12)], LEAF, 7)
    canvas.shape(oval(900, 850, 120, 44), EARTH, shade=INK)
    return canvas.finish()


def _lamp_keeper(canvas: Canvas, x: float, foot: float) -> None:
    canvas.line([(x + 66, foot + 6), (x + 66, foot - 330)], INK, 13)
    canvas.line([(x + 66, foot - 326), (x + 16, foot - 352)], INK, 9)
    canvas.person(x, foot, 236, INK, stride=0.13)
    canvas.line([(x - 18, foot - 176), (x - 78, foot - 268)], INK, 17)
    for turn in range(3):
        canvas.line([(x - 24, foot - 130 + turn * 16), (x + 72, foot - 122 + turn * 16)], DUNE, 4)
    canvas.glow(x - 84, foot - 290, 330, "#ffd486", 0.95)
    canvas.shape([(x - 102, foot - 274), (x - 96, foot - 312), (x - 72, foot - 312),
        (x - 66, foot - 274)], "#fff0c4", shade=OCHRE)
    canvas.line([(x - 96, foot - 312), (x - 84, foot - 328), (x - 72, foot - 312)], INK, 4)


def breakwater_lamp() -> Image.Image:
    canvas = Canvas(NIGHT, seed=18)
    canvas.sky("#15222b", "#4c676c", foot=560, grain=INK)
    for x, y, rx, ry in ((200.0, 30.0, 460, 130), (860, 40, 480, 120), (1450, 70, 380, 130)):
        canvas.shape(oval(x, y, rx, ry), "#27373e", shade="#121c23", direction="up")
    for _ in range(260):
        x, y = canvas.dice.uniform(0, 1600), canvas.dice.uniform(0, 820)
        canvas.line([(x, y), (x - 26, y + 58)], "#5f7a7f", 1.2)
    water = wave(560, 60, 420, shift=80)
    canvas.shape([(x, y - 7) for x, y in water], FOAM, shade=SHALLOW, strength=0.4)
    canvas.shape(water, SEA, shade=NIGHT, strength=1)
    _fishing_boat(canvas, 330, 560, 0.8, RUST)
    near = wave(690, 84, 560, shift=300)
    canvas.shape([(x, y - 8) for x, y in near], FOAM, shade=SHALLOW, strength=0.4)
    canvas.shape(near, DEEP, shade=INK, strength=1)
    _fishing_boat(canvas, 700, 676, 1.15, DEEP)
    for row in range(4):
        for column in range(8):
            x = 1050 + column * 86 - row * 34 + canvas.dice.uniform(-12, 12)
            y, side = 674 + row * 64, 56 + canvas.dice.uniform(-8, 10)
            canvas.shape([(x - side, y + 30), (x - side * 0.6, y - 26), (x + side * 0.5, y - 34),
                (x + side, y + 20), (x + side * 0.3, y + 52)], "#434846", shade=INK,
                direction="left")
    _lamp_keeper(canvas, 1150, 648)
    canvas.shape(wave(876, 46, 520, shift=200), "#0f1f29", shade=INK)
    return canvas.finish()
