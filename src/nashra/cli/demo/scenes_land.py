"""Pictures of the country: fields, hills, water and old stones."""

# Outlines are read as rows of points.
# fmt: off

import math
from itertools import pairwise

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
    OCHRE,
    OLIVE,
    PAPER,
    ROSE,
    RUST,
    SAND,
    SEA,
    SHALLOW,
    Canvas,
    arch,
    box,
    oval,
    ridge,
    wave,
)


def _olive_grove_back(canvas: Canvas) -> None:
    canvas.sky("#8fb3b2", "#f6e2b6", foot=520, grain=SEA)
    canvas.glow(1250, 230, 320, "#fff5d5", 0.9)
    for y, height, seed, tone, shade in ((430, 50, 6, "#a9b295", OLIVE),
            (520, 44, 15, "#c4b07a", OLIVE), (620, 36, 27, "#cda76a", EARTH),
            (740, 26, 33, "#bb8f56", "#6d4a2c")):
        canvas.shape(ridge(y, height, seed), tone, shade=shade)
        small = (y - 360) / 400
        for step in range(14 if y < 600 else 7):
            x = step * (1600 / (14 if y < 600 else 7)) + canvas.dice.uniform(0, 60)
            if y < 700:
                canvas.shape(oval(x, y + 20, 60 * small + 14, 44 * small + 10), OLIVE, shade=LEAF,
                    direction="left")
                canvas.window(x - 4, y + 40 * small + 20, 8, 26 * small + 8, EARTH)
    for x, y, size in ((330, 820, 1.15), (1180, 850, 1.4)):
        canvas.shape([(x - 44 * size, y), (x - 30 * size, y - 120 * size),
            (x - 110 * size, y - 230 * size), (x - 80 * size, y - 246 * size),
            (x - 8 * size, y - 160 * size), (x + 70 * size, y - 260 * size),
            (x + 96 * size, y - 240 * size), (x + 26 * size, y - 116 * size), (x + 52 * size, y)],
            "#7b6048", shade=INK, direction="right")
        for _ in range(34):
            angle, far = canvas.dice.uniform(0, 6.28), canvas.dice.uniform(0, 1) ** 0.5
            bx = x + math.cos(angle) * far * 215 * size
            by = y - 300 * size + math.sin(angle) * far * 118 * size
            canvas.shape(oval(bx, by, 54 * size, 38 * size), canvas.dice.choice((OLIVE, "#8b9162",
                "#6a7148")), shade=LEAF, direction="left", strength=0.8)
        for _ in range(40):
            angle, far = canvas.dice.uniform(0, 6.28), canvas.dice.uniform(0, 1) ** 0.5
            canvas.dot(x + math.cos(angle) * far * 230 * size,
                y - 292 * size + math.sin(angle) * far * 128 * size, 5 * size, "#33312c")


def _olive_grove_front(canvas: Canvas) -> None:
    for side in (0, 46):
        canvas.line([(470 + side, 850), (400 + side * 0.6, 470)], DUNE, 10)
    for rung in range(8):
        canvas.line([(462 - rung * 9, 810 - rung * 44), (508 - rung * 11, 810 - rung * 44)], DUNE,
            8)
    canvas.person(640, 858, 196, BRICK, stride=0.1, skirt=True, head=PAPER)
    canvas.person(840, 850, 200, DEEP, stride=0.15, head="#8c5b3c")
    for x in (710, 770):
        canvas.shape([(x - 34, 816), (x + 34, 816), (x + 26, 862), (x - 26, 862)], EARTH, shade=INK)
        canvas.shape(oval(x, 816, 34, 16, start=180, end=360), LEAF)


def olive_grove() -> Image.Image:
    canvas = Canvas(SAND, seed=44)
    _olive_grove_back(canvas)
    _olive_grove_front(canvas)
    return canvas.finish()


def _mountain_road_back(canvas: Canvas) -> None:
    canvas.sky("#8ea9ac", "#f0e6cf", foot=620, grain=SEA)
    for y, height, seed, tone, shade in ((330.0, 110, 9, "#a5b5b0", "#7d9697"),
            (440, 100, 2, "#7f9694", "#4f6c70"), (560, 90, 17, "#5b7573", DEEP)):
        canvas.shape(ridge(y, height, seed), tone, shade=shade, direction="up", strength=0.8)
        canvas.shape(oval(800 + seed * 20, y + 96, 900, 46), "#e9e6d6", alpha=0.45)
    canvas.shape([(0, 560), (300, 470), (640, 520), (1000, 430), (1600, 600), (1600, 900),
        (0, 900)], "#6d7a55", shade=LEAF)
    road = [(690.0, 468.0), (820, 480), (960, 506), (900, 540), (640, 560), (420, 592), (520, 640),
        (900, 664), (1220, 700), (1080, 766), (620, 800), (240, 850), (300, 940)]
    for (ax, ay), (bx, by) in pairwise(road):
        for part in range(14):
            t = part / 13
            x, y = ax + (bx - ax) * t, ay + (by - ay) * t
            near = (y - 440) / 460
            canvas.shape(oval(x, y, 16 + near * 84, 5 + near * 30), "#5a5a57")
    for (ax, ay), (bx, by) in pairwise(road):
        for part in range(0, 6, 2):
            t, u = part / 6, (part + 1) / 6
            near = (ay - 440) / 460
            canvas.line([(ax + (bx - ax) * t, ay + (by - ay) * t),
                (ax + (bx - ax) * u, ay + (by - ay) * u)], PAPER, 1.5 + near * 5)


def _mountain_road_front(canvas: Canvas) -> None:
    canvas.shape([(1130, 640), (1600, 470), (1600, 900), (1330, 900), (1380, 780)], "#8b6d4f",
        shade=INK, direction="right")
    for x, y, size in ((1210.0, 690.0, 40.0), (1290, 720, 58), (1250, 660, 30), (1370, 770, 76),
            (1180, 720, 24)):
        canvas.shape([(x - size, y + size * 0.5), (x - size * 0.7, y - size * 0.5),
            (x + size * 0.2, y - size * 0.8), (x + size, y - size * 0.1),
            (x + size * 0.7, y + size * 0.6)], "#9c8465", shade="#4f3f30", direction="right")
    canvas.shape([(760, 640), (842, 640), (862, 672), (930, 676), (930, 706), (748, 706)], OCHRE,
        shade=BRICK)
    canvas.window(770, 648, 60, 22, DEEP)
    canvas.line([(920, 676), (1010, 610), (1080, 668)], OCHRE, 13)
    canvas.shape([(1064, 660), (1110, 660), (1104, 700), (1060, 694)], INK)
    for x in (780.0, 820, 900):
        canvas.dot(x, 708, 18, INK)
    for x, y, size in ((120.0, 620.0, 1.0), (190, 600, 0.8), (60, 700, 1.5), (330, 700, 1.1),
            (1010, 860, 1.8)):
        for tier in range(3):
            canvas.shape([(x - 46 * size + tier * 9 * size, y - tier * 40 * size),
                (x, y - 80 * size - tier * 40 * size),
                (x + 46 * size - tier * 9 * size, y - tier * 40 * size)], LEAF, shade=INK,
                direction="right")


def mountain_road() -> Image.Image:
    canvas = Canvas(MIST, seed=45)
    _mountain_road_back(canvas)
    _mountain_road_front(canvas)
    return canvas.finish()


def bee_hives() -> Image.Image:
    canvas = Canvas(SAND, seed=46)
    canvas.sky("#8eb5b4", "#f8e5b3", foot=480, grain=SEA)
    canvas.glow(420, 220, 340, "#fff4cf", 0.95)
    canvas.shape(ridge(400, 70, 10), "#a3b190", shade=OLIVE, direction="up", strength=0.6)
    canvas.shape(ridge(500, 50, 23), "#8a9a66", shade=LEAF)
    canvas.shape(ridge(600, 20, 7), "#b6a95e", shade="#6f7a3f")
    for _ in range(620):
        y = canvas.dice.uniform(590, 890)
        size = (y - 540) / 70
        canvas.dot(canvas.dice.uniform(0, 1600), y, size, canvas.dice.choice((OCHRE, PAPER, ROSE,
            "#b48bb0", OLIVE, LEAF)))
    for x, y, size, tone in ((260.0, 600.0, 0.7, SHALLOW), (470, 590, 0.66, OCHRE),
            (690, 600, 0.7, BRICK), (1150, 650, 0.95, SEA), (560, 760, 1.3, PAPER),
            (1400, 780, 1.4, OCHRE), (240, 790, 1.35, SEA)):
        wide, tall = 92 * size, 74 * size
        for floor in range(2):
            canvas.shape(box(x - wide, y - tall * (floor + 1), wide * 2, tall), tone, shade=INK,
                direction="right", strength=0.6)
            canvas.line([(x - wide, y - tall * floor), (x + wide, y - tall * floor)], INK,
                2.5 * size)
        canvas.shape(box(x - wide * 1.1, y - tall * 2.24, wide * 2.2, tall * 0.26), MIST,
            shade=EARTH, direction="right")
        canvas.window(x - wide * 0.4, y - tall * 0.2, wide * 0.8, 9 * size, INK)
        for side in (-1, 1):
            canvas.line([(x + side * wide * 0.8, y), (x + side * wide * 0.8, y + 26 * size)], EARTH,
                9 * size)
    canvas.person(900, 826, 300, PAPER, stride=0.09, skirt=True, head=SAND)
    canvas.shape(oval(900, 538, 74, 17), DUNE, shade=EARTH)
    canvas.shape(oval(900, 534, 36, 32, start=180, end=360), DUNE, shade=EARTH)
    canvas.shape(box(932, 660, 74, 96), OCHRE, shade=EARTH, direction="right")
    for _ in range(70):
        x, y = canvas.dice.uniform(80, 1540), canvas.dice.uniform(330, 720)
        canvas.shape(oval(x, y, 4.6, 3.2), INK)
        canvas.shape(oval(x - 2, y - 4, 4, 2.6), FOAM, alpha=0.7)
    return canvas.finish()


def river_dam() -> Image.Image:
    canvas = Canvas(SAND, seed=47)
    canvas.sky("#7da2a7", "#f1e1bd", foot=420, grain=DEEP)
    canvas.shape(ridge(300, 60, 14), "#a7b0a2", shade=SHALLOW, direction="up", strength=0.6)
    canvas.shape([(360, 330), (1240, 330), (1240, 420), (360, 420)], SEA, shade=DEEP)
    canvas.shape([(0, 150), (260, 230), (470, 400), (560, 900), (0, 900)], "#9a7b57",
        shade="#4f3d2c", direction="right")
    canvas.shape([(1600, 120), (1330, 230), (1130, 400), (1040, 900), (1600, 900)], "#8e7150",
        shade="#47362a", direction="left")
    wall = [*[(380 + t * 84, 384 + 34 * math.sin(t / 10 * math.pi)) for t in range(11)],
        *[(1060 - t * 52, 680 + 22 * math.sin(t / 10 * math.pi)) for t in range(11)]]
    canvas.shape(wall, PAPER, shade=EARTH, direction="right", strength=0.85)
    top = [(380 + t * 84.0, 380 + 34 * math.sin(t / 10 * math.pi)) for t in range(11)]
    canvas.line(top, INK, 13)
    canvas.line([(x, y - 5) for x, y in top], DUNE, 7)
    for gate in range(4):
        x = 640.0 + gate * 96
        canvas.shape(arch(x, 530, 44, 62), INK)
        canvas.shape([(x + 4, 520), (x + 40, 520), (x + 62, 800), (x - 22, 800)], FOAM,
            shade=SHALLOW, strength=0.7)
    canvas.shape([(560, 760), (1040, 760), (1130, 900), (470, 900)], SHALLOW, shade=SEA)
    for _ in range(70):
        x, y = canvas.dice.gauss(800, 140), canvas.dice.uniform(740, 812)
        canvas.shape(oval(x, y, canvas.dice.uniform(16, 50), canvas.dice.uniform(8, 20)), FOAM,
            shade=SHALLOW, strength=0.6)
    canvas.shape(wave(850, 8, 160), SEA, shade=DEEP)
    canvas.shape([(0, 800), (240, 790), (500, 900), (0, 900)], OLIVE, shade=LEAF)
    canvas.shape([(1600, 780), (1350, 800), (1090, 900), (1600, 900)], OLIVE, shade=LEAF)
    canvas.line([(300, 850), (300, 650)], INK, 8)
    for mark in range(9):
        canvas.window(304, 660 + mark * 20, 26 if mark % 3 == 0 else 15, 5, BRICK)
    canvas.person(236, 860, 150, INK, stride=0.1)
    canvas.person(396, 872, 146, RUST, stride=0.1, skirt=True)
    return canvas.finish()


def _ancient_arch_back(canvas: Canvas) -> None:
    canvas.sky("#6f99a2", "#f6dcab", foot=600, grain=DEEP)
    canvas.glow(800, 540, 380, "#fff0c8", 0.95)
    canvas.dot(800, 548, 62, "#fdebc0")
    canvas.shape(wave(590, 4, 150), SHALLOW, shade=DEEP)
    canvas.shape([(0, 720), (500, 690), (1100, 690), (1600, 730), (1600, 900), (0, 900)], "#d9b980",
        shade=EARTH)
    stones = 15
    for stone in range(stones):
        a, b = math.pi + math.pi * stone / stones, math.pi + math.pi * (stone + 1) / stones
        outer, inner = 330 + canvas.dice.uniform(-10, 12), 236
        canvas.shape([(800 + outer * math.cos(a), 440 + outer * math.sin(a)),
            (800 + outer * math.cos(b), 440 + outer * math.sin(b)),
            (800 + inner * math.cos(b), 440 + inner * math.sin(b)),
            (800 + inner * math.cos(a), 440 + inner * math.sin(a))], canvas.dice.choice(("#d3b184",
            "#c7a273", "#dabb90")), shade=EARTH, direction="right", strength=0.8)
    for side in (-1, 1):
        for course in range(6):
            y = 442 + course * 48
            edge = 800 + side * 236
            far = edge + side * (100 + canvas.dice.uniform(-10, 14))
            canvas.shape([(edge, y), (far, y), (far, y + 46), (edge, y + 46)],
                canvas.dice.choice(("#d3b184", "#c39d6d", "#b98f60")), shade="#6b4d33",
                direction="right", strength=0.8)


def _ancient_arch_front(canvas: Canvas) -> None:
    for x, height in ((190, 260), (310, 170), (1310, 210), (1430, 90)):
        canvas.shape(box(x, 730 - height, 56, height), "#d8bd92", shade=EARTH, direction="right")
        canvas.shape(box(x - 12, 722, 80, 20), DUNE, shade=EARTH)
        if height > 200:
            canvas.shape([(x - 16, 730 - height), (x + 72, 730 - height), (x + 58, 754 - height),
                (x, 754 - height)], DUNE, shade=EARTH)
    for x in (1030, 1130, 1200):
        canvas.line([(x, 730), (x, 130)], RUST, 6)
    for y in (240, 370, 500, 620):
        canvas.line([(1010, y), (1220, y)], RUST, 6)
        canvas.shape(box(1010, y - 10, 210, 8), DUNE)
    canvas.line([(1030, 620), (1200, 500)], RUST, 4)
    canvas.line([(1030, 370), (1200, 240)], RUST, 4)
    canvas.person(1090, 362, 96, INK, stride=0.1, head=OCHRE)
    canvas.person(1170, 492, 96, DEEP, stride=0.1, head=OCHRE)
    canvas.shape([(560, 776), (1010, 776), (1060, 860), (510, 860)], "#5d4330", shade=INK,
        direction="up")
    for step in range(4):
        canvas.shape(box(700 - step * 14, 782 + step * 19, 160 + step * 28, 12), DUNE, shade=EARTH)
    canvas.person(470, 830, 150, BRICK, stride=0.12, head=PAPER)


def ancient_arch() -> Image.Image:
    canvas = Canvas(SAND, seed=48)
    _ancient_arch_back(canvas)
    _ancient_arch_front(canvas)
    return canvas.finish()


def _ancient_arch_plan_back(canvas: Canvas) -> None:
    canvas.sky("#f1e6cb", "#e8d8b2", grain=DUNE)
    for line in range(17):
        canvas.line([(line * 100, 0), (line * 100, 900)], "#dccaa1", 1.5)
        canvas.line([(0, line * 100), (1600, line * 100)], "#dccaa1", 1.5)
    canvas.shape([(0, 330), (560, 330), (560, 300), (1040, 300), (1040, 330), (1600, 330),
        (1600, 900), (0, 900)], "#c9ab78", shade=EARTH)
    ring_out, ring_in = oval(800, 300, 260, 230, start=180, end=360), oval(800, 300, 190, 170,
        start=360, end=180)
    canvas.shape([*ring_out, *ring_in], "#d3b184", shade=EARTH, direction="right")
    canvas.line([*ring_out, *ring_in, ring_out[0]], INK, 4)
    canvas.line([(0, 330), (540, 330)], INK, 5)
    canvas.line([(1060, 330), (1600, 330)], INK, 5)
    canvas.shape(arch(200, 700, 1200, 300), "#efe0bd", shade=DUNE, direction="up")
    canvas.shape(box(200, 540, 1200, 160), "#f3e7c9", shade=DUNE, strength=0.5)
    for step in range(9):
        canvas.shape(box(700, 330 + step * 24, 190 - step * 20, 24), "#f3e7c9")
        canvas.line([(700, 330 + step * 24), (890 - step * 20, 330 + step * 24)], INK, 3)


def _ancient_arch_plan_front(canvas: Canvas) -> None:
    for shop in range(6):
        x = 250 + shop * 190
        canvas.shape(arch(x, 700, 140, 150), EARTH, shade=INK, direction="up")
        canvas.line([*arch(x, 700, 140, 150)], INK, 4)
        canvas.shape(box(x + 14, 658, 112, 16), DUNE, shade=EARTH)
        for fish in range(3):
            canvas.shape(oval(x + 36 + fish * 34, 652, 14, 6), SHALLOW, shade=DEEP,
                direction="right")
    canvas.shape(box(0, 760, 1600, 140), SHALLOW, shade=DEEP)
    canvas.line([(0, 760), (1600, 760)], INK, 4)
    canvas.shape(box(180, 700, 1240, 26), DUNE, shade=EARTH)
    for shaft in range(7):
        x = 240 + shaft * 180
        canvas.shape(box(x, 700, 26, 76), SHALLOW, shade=SEA)
        canvas.shape([(x, 700), (x + 26, 700), (x + 62, 548), (x - 36, 548)], "#fff6d8", alpha=0.4)
    canvas.person(1300, 330, 84, INK, stride=0.1)
    canvas.line([(1480, 330), (1480, 760)], BRICK, 3)
    for y in (330, 700, 760):
        canvas.line([(1462, y), (1498, y)], BRICK, 4)
    canvas.person(604, 700, 88, RUST, stride=0.12, skirt=True)


def ancient_arch_plan() -> Image.Image:
    canvas = Canvas(PAPER, seed=49)
    _ancient_arch_plan_back(canvas)
    _ancient_arch_plan_front(canvas)
    return canvas.finish()
