"""Pictures of sport: grounds, tracks and those who play."""

# Outlines are read as rows of points.
# fmt: off

from PIL import Image

from nashra.cli.demo.drawing import (
    BRICK,
    DEEP,
    EARTH,
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
    box,
    oval,
)


def _football_pitch_back(canvas: Canvas) -> None:
    canvas.sky("#0f1e29", "#2b5361", foot=420, grain=INK)
    canvas.shape([(0, 420), (0, 210), (800, 270), (1600, 210), (1600, 420)], "#26343c", shade=INK)
    for row in range(8):
        for seat in range(100):
            x = seat * 16.2 + canvas.dice.uniform(-3, 3)
            y = 250 + row * 21 - abs(800 - x) * 0.05 + canvas.dice.uniform(-2, 2)
            canvas.dot(x, y, 6, canvas.dice.choice((BRICK, SAND, PAPER, DEEP, SHALLOW, RUST, INK,
                OCHRE)))
    canvas.shape(box(0, 412, 1600, 26), PAPER, shade=MIST)
    for x, tone in ((40, BRICK), (360, SEA), (680, OCHRE), (1000, LEAF), (1320, BRICK)):
        canvas.shape(box(x, 416, 270, 20), tone, shade=INK, direction="right", strength=0.5)
    canvas.shape(box(0, 438, 1600, 462), "#5c7f4d", shade="#2c4a33")
    for stripe in range(0, 14, 2):
        a, b = -900 + stripe * 243, -900 + (stripe + 1) * 243
        canvas.shape([(800 + a * 0.42, 438), (800 + b * 0.42, 438), (800 + b * 1.1, 900),
            (800 + a * 1.1, 900)], "#6d9159", alpha=0.4)
    for x, lean in ((150, 1), (1450, -1)):
        canvas.line([(x, 420), (x, 60)], INK, 10)
        canvas.shape(box(x - 70, 30, 140, 56), INK)
        for lamp in range(8):
            canvas.dot(x - 52 + lamp % 4 * 35, 46 + lamp // 4 * 26, 9, "#fff7dc")
        canvas.glow(x, 60, 300, "#fff3cc", 0.75)
        canvas.shape([(x - 60, 86), (x + 60, 86), (x + lean * 700 + 300, 860),
            (x + lean * 700 - 300, 860)], "#fff3cc", alpha=0.06)


def _football_pitch_front(canvas: Canvas) -> None:
    canvas.line([(980, 448), (980, 640), (1600, 640)], PAPER, 5)
    canvas.line([(1220, 448), (1220, 520), (1600, 520)], PAPER, 4)
    canvas.line([(1270, 452), (1270, 316), (1600, 316)], PAPER, 10)
    for net in range(15):
        canvas.line([(1284 + net * 24, 318), (1290 + net * 24, 452)], MIST, 1.2)
    for net in range(7):
        canvas.line([(1270, 330 + net * 19), (1600, 330 + net * 19)], MIST, 1.2)
    for x, foot, height, tone, stride in ((1400, 500, 128, OCHRE, 0.2),
            (1130, 570, 168, PAPER, 0.18), (900, 660, 216, BRICK, 0.24),
            (560, 610, 182, BRICK, 0.18), (330, 730, 236, PAPER, 0.2), (700, 520, 130, PAPER, 0.16),
            (1240, 720, 226, BRICK, 0.2)):
        canvas.shape(oval(x + 16, foot + 2, height * 0.3, 9), "#1d3325", alpha=0.6)
        canvas.person(x, foot, height, tone, stride=stride, head="#a9744f")
        canvas.window(x - height * 0.11, foot - height * 0.52, height * 0.22, height * 0.13, INK)
    canvas.dot(1030, 606, 17, PAPER)
    canvas.dot(1030, 606, 6, INK)


def football_pitch() -> Image.Image:
    canvas = Canvas(NIGHT, seed=41)
    _football_pitch_back(canvas)
    _football_pitch_front(canvas)
    return canvas.finish()


def _athletics_track_back(canvas: Canvas) -> None:
    canvas.sky("#739ba3", "#f3d9a8", foot=360, grain=DEEP)
    canvas.shape([(0, 340), (0, 190), (1600, 120), (1600, 340)], "#445761", shade=NIGHT)
    for row in range(7):
        for seat in range(88):
            x = seat * 18.4 + canvas.dice.uniform(-3, 3)
            canvas.dot(x, 212 + row * 19 - x * 0.044, 6, canvas.dice.choice((PAPER, SAND, BRICK,
                SHALLOW, INK, OCHRE)))
    canvas.shape(box(0, 336, 1600, 564), "#b5523a", shade="#6d2a20")
    canvas.shape([(0, 336), (1600, 336), (1600, 366), (760, 396), (320, 480), (0, 640)], "#6f8d57",
        shade=LEAF)
    for lane in range(8):
        spread = lane * 1.0
        curve = []
        for step in range(31):
            t = step / 30
            x = 1640 - t * (1680 - lane * 10)
            y = 366 + spread * 38 + (t**2.3) * (260 + spread * 62)
            curve.append((x, y))
        canvas.line(curve, PAPER, 3 + lane * 0.5)


def _runner(canvas: Canvas, x: float, foot: float, height: float, top: str, kit: str) -> None:
    unit = height / 8
    canvas.shape([(x - 10, foot), (x + 24, foot + 4), (x + height * 1.05, foot + unit),
        (x + height * 0.9, foot - 4)], "#5c241c", alpha=0.55)
    skin = canvas.dice.choice(("#a9744f", "#8c5b3c", "#c49270"))
    hip, chest = (x, foot - unit * 4.1), (x - unit * 0.7, foot - unit * 6.5)
    canvas.line([hip, (x - unit * 1.9, foot - unit * 3.2), (x - unit * 1.2, foot - unit * 1.2)],
        skin, unit * 0.72)
    canvas.line([hip, (x + unit * 0.9, foot - unit * 2.2), (x + unit * 2.7, foot - unit * 2.3)],
        skin, unit * 0.72)
    canvas.line([(chest[0], chest[1] + unit * 0.5), (x - unit * 2, foot - unit * 5.1),
        (x - unit * 2.7, foot - unit * 6)], skin, unit * 0.5)
    canvas.line([(chest[0], chest[1] + unit * 0.5), (x + unit * 1.2, foot - unit * 5.2),
        (x + unit * 0.8, foot - unit * 4.2)], skin, unit * 0.5)
    canvas.shape([(chest[0] - unit * 0.75, chest[1] + unit * 0.2),
        (chest[0] + unit * 0.8, chest[1]), (hip[0] + unit * 0.75, hip[1]),
        (hip[0] - unit * 0.7, hip[1])], top, shade=INK, direction="right", strength=0.35)
    canvas.shape([(hip[0] - unit * 0.8, hip[1] - unit * 0.3),
        (hip[0] + unit * 0.8, hip[1] - unit * 0.3), (hip[0] + unit * 0.9, hip[1] + unit * 0.7),
        (hip[0] - unit * 1.0, hip[1] + unit * 0.8)], kit)
    canvas.dot(chest[0] - unit * 0.35, chest[1] - unit * 0.8, unit * 0.66, skin)
    canvas.shape(oval(chest[0] - unit * 0.2, chest[1] - unit * 0.95, unit * 0.7, unit * 0.66,
        start=200, end=400), INK)
    canvas.line([(chest[0] + unit * 0.3, chest[1] - unit),
        (chest[0] + unit * 1.5, chest[1] - unit * 0.7)], INK, unit * 0.3)
    canvas.window(x - unit * 1.5, foot - unit * 1.3, unit * 0.9, unit * 0.3, INK)


def athletics_track() -> Image.Image:
    canvas = Canvas(SAND, seed=42)
    _athletics_track_back(canvas)
    _runner(canvas, 1330, 470, 190, PAPER, OLIVE)
    _runner(canvas, 1080, 520, 220, OCHRE, INK)
    _runner(canvas, 860, 606, 262, SEA, INK)
    _runner(canvas, 560, 720, 316, PAPER, BRICK)
    return canvas.finish()


def roof_pitch() -> Image.Image:
    canvas = Canvas(ROSE, seed=43)
    canvas.sky("#7f9da0", "#f5d3a2", foot=520, grain=DEEP)
    for x, y, width, tone in ((-20, 210, 240, SAND), (240, 130, 190, ROSE), (450, 240, 230, PAPER),
            (700, 170, 200, SAND), (920, 250, 210, ROSE), (1150, 140, 220, PAPER),
            (1390, 220, 240, SAND)):
        canvas.shape(box(x, y, width, 420), tone, shade=EARTH, direction="right", strength=0.6)
        canvas.shape(box(x + width * 0.2, y - 44, 56, 44), SHALLOW, shade=DEEP, direction="right")
        canvas.line([(x + width * 0.7, y), (x + width * 0.7, y - 70)], INK, 3)
        canvas.line([(x + width * 0.7 - 22, y - 58), (x + width * 0.7 + 22, y - 58)], INK, 3)
        for row in range(3):
            for column in range(3):
                canvas.shape(box(x + 26 + column * width / 3.3, y + 40 + row * 92, 34, 50), DEEP,
                    shade=INK)
    canvas.shape([(260, 470), (1340, 470), (1560, 760), (40, 760)], "#6f9a5a", shade="#3f6640")
    canvas.shape([(40, 760), (1560, 760), (1560, 900), (40, 900)], "#c9b28a", shade=EARTH)
    for bay in range(9):
        canvas.shape(box(90 + bay * 164, 800, 124, 100), INK)
    canvas.line([(300, 486), (1300, 486), (1490, 742), (110, 742), (300, 486)], PAPER, 5)
    canvas.line([(800, 486), (800, 742)], PAPER, 5)
    ring = oval(800, 606, 130, 56)
    canvas.line([*ring, ring[1]], PAPER, 5)
    for x in range(40, 1600, 152):
        top = 320 if x in (40, 1560) else 330
        canvas.line([(x, 760), (260 + (x - 40) * 0.71, top)], "#5d6e73", 2)
    for step in range(8):
        canvas.line([(260, 340 + step * 17), (1340, 340 + step * 17)], "#8b9a97", 1.4)
    for x in (260, 530, 800, 1070, 1340):
        canvas.line([(x, 474), (x, 326)], INK, 5)
    for x, foot, height, tone in ((560, 610, 118, BRICK), (700, 690, 142, SEA),
            (900, 570, 108, BRICK), (1050, 660, 136, SEA), (420, 700, 144, OCHRE),
            (1190, 590, 114, BRICK)):
        canvas.shape(oval(x + 22, foot + 2, 36, 7), "#2f4d31", alpha=0.6)
        canvas.person(x, foot, height, tone, stride=0.2, head="#93613f")
    canvas.dot(820, 640, 12, PAPER)
    return canvas.finish()
