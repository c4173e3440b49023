"""Pictures of halls and ideas: stage, library, figures, vote."""

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
    Point,
    arch,
    box,
    oval,
    wave,
)


def _theatre_stage_back(canvas: Canvas) -> None:
    canvas.sky("#1c2431", "#3a2c33", grain=INK)
    canvas.shape(oval(800, 330, 520, 300, start=180, end=360), DEEP, shade=NIGHT)
    for _ in range(90):
        x, y = canvas.dice.uniform(340, 1260), canvas.dice.uniform(60, 300)
        canvas.dot(x, y, canvas.dice.uniform(1, 3), PAPER)
    canvas.shape([(180, 600), (1420, 600), (1540, 726), (60, 726)], "#9a6a43", shade="#4a3022")
    for board in range(14):
        x = 200 + board * 92
        canvas.line([(x, 600), (x + (x - 800) * 0.2, 726)], "#5d3d29", 2)
    canvas.shape([(720, -20), (880, -20), (1110, 680), (500, 680)], "#fbe8b7", alpha=0.2)
    canvas.shape(oval(805, 672, 300, 46), "#f6dfae", shade="#c79a63", direction="right",
        strength=0.5)
    for key in range(17):
        x = 330 + key * 58 + canvas.dice.uniform(-16, 16)
        y = 150 + canvas.dice.uniform(0, 240) * (0.4 + abs(key - 8) / 9)
        canvas.line([(x, 0), (x, y)], "#7a6a55", 1.4)
        ring = oval(x, y + 12, 10, 12)
        canvas.line([*ring, ring[1]], OCHRE, 4)
        canvas.line([(x, y + 24), (x, y + 58)], OCHRE, 4)
        canvas.line([(x, y + 46), (x + 10, y + 46)], OCHRE, 4)
        canvas.line([(x, y + 56), (x + 12, y + 56)], OCHRE, 4)


def _theatre_stage_front(canvas: Canvas) -> None:
    canvas.person(800, 672, 236, INK, stride=0.09)
    canvas.line([(822, 494), (884, 420)], INK, 14)
    for side in (-1, 1):
        for fold in range(5):
            outer = 800 + side * (820 - fold * 72)
            inner = 800 + side * (730 - fold * 72)
            belly = 800 + side * (640 - fold * 60)
            curtain: list[Point] = [(outer, -10), (belly, -10),
                (inner - side * (40 - fold * 20), 330), (inner + side * 20, 730),
                (outer + side * 60, 730)]
            canvas.shape(curtain, ("#8e2f26", BRICK)[fold % 2], shade="#43161a",
                direction="right" if side > 0 else "left", strength=0.9)
    for swag in range(6):
        canvas.shape(oval(133 + swag * 267, -20, 150, 120, start=0, end=180), BRICK,
            shade="#43161a", strength=1)
    canvas.shape(box(0, 724, 1600, 30), DUNE, shade=EARTH)
    for row in range(3):
        for seat in range(19 + row):
            x = seat * 88 - row * 44 + canvas.dice.uniform(-8, 8)
            y = 800 + row * 54
            canvas.shape([(x - 42, y + 76), (x - 34, y + 22), (x, y + 8), (x + 34, y + 22),
                (x + 42, y + 76)], "#15171c")
            canvas.shape(oval(x, y - 6, 22, 26), "#1d2027", shade="#0d0f13")


def theatre_stage() -> Image.Image:
    canvas = Canvas("#241a1c", seed=31)
    _theatre_stage_back(canvas)
    _theatre_stage_front(canvas)
    return canvas.finish()


def _books(canvas: Canvas, left: float, right: float, foot: float) -> None:
    x = left
    while x < right:
        thick, tall = canvas.dice.uniform(14, 36), canvas.dice.uniform(72, 108)
        tone = canvas.dice.choice((BRICK, RUST, DEEP, SEA, OCHRE, OLIVE, LEAF, DUNE, PAPER, EARTH))
        if canvas.dice.random() < 0.08:
            canvas.shape([(x + 6, foot), (x + 40, foot - tall + 8), (x + 62, foot - tall + 16),
                (x + 30, foot)], tone, shade=INK)
            x += 66
            continue
        canvas.shape(box(x, foot - tall, thick, tall), tone, shade=INK, direction="right",
            strength=0.6)
        canvas.window(x + 3, foot - tall + 16, thick - 6, 5, SAND)
        x += thick + 3


def _bookcase(canvas: Canvas, left: float) -> None:
    canvas.shape(box(left, 0, 500, 780), "#4a3325", shade=INK)
    for row in range(6):
        foot = 128 + row * 126
        _books(canvas, left + 18, left + 454, foot)
        canvas.shape(box(left, foot, 500, 18), "#7d5a3f", shade="#3b281d")


def _library_shelves_back(canvas: Canvas) -> None:
    canvas.sky("#4a3629", "#6a4c36", grain=INK)
    for left in (0, 1100):
        _bookcase(canvas, left)
    canvas.shape(arch(610, 640, 380, 600), NIGHT, shade=INK, direction="up")
    for _ in range(50):
        canvas.dot(canvas.dice.uniform(640, 960), canvas.dice.uniform(110, 400),
            canvas.dice.uniform(0.8, 2.4), PAPER)
    canvas.dot(880, 200, 34, "#f3e3b6")
    canvas.shape(box(610, 520, 380, 120), "#1b2c37", shade=INK)
    for x in (650.0, 700, 760, 850, 910, 950):
        canvas.window(x, 500 + x % 40, 26, 140, "#22333d")
        canvas.window(x + 8, 530 + x % 30, 7, 9, OCHRE)
    for x in (800.0, 704, 896):
        canvas.line([(x, 60 if x == 800 else 130), (x, 640)], "#7d5a3f", 9)
    canvas.line([(610, 330), (990, 330)], "#7d5a3f", 9)
    canvas.shape(box(0, 780, 1600, 120), "#6d4b34", shade=INK)
    for side in (-20, 34):
        canvas.line([(1010 + side, 790), (1150 + side, 60)], DUNE, 11)
    for rung in range(10):
        y = 740.0 - rung * 70
        x = 1010 + (790 - y) / 730 * 140
        canvas.line([(x - 20, y), (x + 34, y)], DUNE, 8)


def _library_shelves_front(canvas: Canvas) -> None:
    canvas.glow(760, 560, 380, "#ffd68a", 0.85)
    canvas.shape([(330, 690), (1180, 690), (1230, 744), (280, 744)], "#a2744c", shade="#5b3d28")
    for x in (340, 1150):
        canvas.shape([(x, 744), (x + 36, 744), (x + 26, 890), (x + 10, 890)], "#5b3d28", shade=INK)
    canvas.line([(760, 690), (760, 580)], INK, 9)
    canvas.shape([(690, 588), (716, 528), (804, 528), (830, 588)], "#3f7468", shade=LEAF)
    canvas.shape([(560, 692), (640, 676), (720, 692), (720, 706), (640, 690), (560, 706)], PAPER,
        shade=DUNE)
    for step, tone in enumerate((BRICK, SEA, OCHRE, OLIVE)):
        canvas.shape(box(920 + step % 2 * 8, 668 - step * 22, 130, 22), tone, shade=INK,
            direction="right", strength=0.5)
    canvas.shape(box(548, 780, 150, 16), EARTH, shade=INK)
    for x in (562, 676):
        canvas.shape(box(x, 790, 14, 96), EARTH, shade=INK)
    canvas.shape([(556, 730), (700, 730), (742, 790), (742, 884), (716, 884), (704, 800),
        (556, 796)], NIGHT)
    canvas.shape([(560, 744), (540, 560), (580, 520), (664, 520), (700, 560), (690, 690),
        (690, 744)], DEEP, shade=NIGHT, direction="left")
    canvas.line([(676, 580), (700, 660), (650, 686)], DEEP, 30)
    canvas.shape(oval(622, 462, 42, 52), "#c08a63", shade="#7d5237", direction="left")
    canvas.shape(oval(614, 444, 48, 48, start=170, end=340), INK)


def library_shelves() -> Image.Image:
    canvas = Canvas("#5b4130", seed=32)
    _library_shelves_back(canvas)
    _library_shelves_front(canvas)
    return canvas.finish()


def economy_chart() -> Image.Image:
    canvas = Canvas(PAPER, seed=33)
    canvas.sky("#efe3c6", "#e6d5b0", grain=DUNE)
    for row in range(6):
        canvas.line([(130, 150 + row * 110), (1490, 150 + row * 110)], "#cdb98f", 2)
    heights = (150, 190, 260, 330, 420, 500, 540, 520, 450, 380, 300, 250)
    for column, height in enumerate(heights):
        x = 160 + column * 111
        canvas.shape(box(x, 700 - height, 74, height), SHALLOW if column < 11 else BRICK,
            shade=DEEP if column < 11 else RUST, direction="down", strength=0.85)
        canvas.shape([(x, 700 - height), (x + 18, 686 - height), (x + 92, 686 - height),
            (x + 74, 700 - height)], FOAM)
        canvas.shape([(x + 74, 700 - height), (x + 92, 686 - height), (x + 92, 690), (x + 74, 700)],
            NIGHT)
    rate: list[Point] = [(150, 560), (300, 560), (300, 500), (420, 500), (420, 420), (540, 420),
        (540, 320), (660, 320), (660, 240), (1320, 240), (1320, 300), (1500, 300)]
    canvas.line([(x + 4, y + 8) for x, y in rate], "#b59c70", 12)
    canvas.line(rate, INK, 11)
    canvas.dot(1320, 270, 20, BRICK)
    canvas.dot(1320, 270, 9, PAPER)
    canvas.line([(130, 100), (130, 702), (1500, 702)], INK, 6)
    canvas.shape(box(0, 770, 1600, 130), "#d4b783", shade=EARTH)
    for x, coins in ((250, 5), (360, 3), (1180, 4), (1300, 7), (1420, 2)):
        for coin in range(coins):
            y = 838 - coin * 19
            canvas.shape(oval(x, y + 9, 52, 18), RUST)
            canvas.shape(oval(x, y, 52, 18), OCHRE, shade=EARTH, direction="right", strength=0.8)
    for stalk in range(5):
        x = 720 + stalk * 46
        canvas.line([(790, 880), (x, 760), (x + (stalk - 2) * 20, 690)], "#9c7a35", 5)
        for grain in range(7):
            gy = 690 - grain * 15
            gx = x + (stalk - 2) * (20 + grain * 3)
            for side in (-1, 1):
                canvas.shape(oval(gx + side * 8, gy, 8, 13), OCHRE, shade=EARTH, direction="right",
                    strength=0.7)
    return canvas.finish()


def ballot_box() -> Image.Image:
    canvas = Canvas(SHALLOW, seed=34)
    canvas.sky("#87adb0", "#f2dfb9", foot=560, grain=SEA)
    canvas.glow(300, 460, 360, "#fff0c8", 0.9)
    for seed, x, scale in ((3, 120, 1.0), (5, 700, 1.5), (8, 1250, 1.15)):
        island = [(x - 150 * scale, 566), (x - 80 * scale, 520), (x - 20 * scale, 470 - seed * 6),
            (x + 60 * scale, 500), (x + 120 * scale, 470), (x + 220 * scale, 566)]
        canvas.shape(island, "#6f8778", shade=DEEP, direction="right")
    canvas.shape(wave(562, 4, 150), SEA, shade=DEEP)
    for x, y, size in ((420, 600, 1.0), (1100, 620, 1.3), (180, 660, 1.6)):
        canvas.shape([(x, y), (x, y - 52 * size), (x + 34 * size, y)], PAPER, shade=MIST)
        canvas.shape([(x - 22 * size, y + 4), (x + 40 * size, y + 4),
            (x + 28 * size, y + 18 * size), (x - 12 * size, y + 18 * size)], RUST)
    canvas.shape(box(0, 770, 1600, 130), DUNE, shade=EARTH)
    canvas.shape([(520, 480), (1080, 480), (1110, 850), (490, 850)], PAPER, shade=DUNE,
        direction="right")
    canvas.shape([(520, 480), (600, 420), (1150, 420), (1080, 480)], FOAM, shade=MIST)
    canvas.shape([(1080, 480), (1150, 420), (1180, 780), (1110, 850)], DUNE, shade=EARTH)
    canvas.shape([(660, 456), (680, 442), (990, 442), (972, 456)], INK)
    canvas.shape(oval(800, 660, 108, 108), DEEP, shade=NIGHT)
    canvas.shape([(744, 700), (800, 580), (800, 700)], PAPER)
    canvas.shape([(812, 700), (812, 612), (858, 700)], PAPER)
    canvas.shape([(736, 708), (864, 708), (846, 730), (754, 730)], OCHRE)
    canvas.shape([(720, 450), (748, 250), (944, 278), (914, 450)], "#fffaf0", shade=MIST,
        direction="down", strength=0.6)
    for row in range(3):
        canvas.line([(776 - row * 5, 304 + row * 38), (872 - row * 5, 318 + row * 38)], SHALLOW, 6)
        ring = oval(900 - row * 5, 322 + row * 38, 11, 11)
        canvas.line([*ring, ring[1]], INK, 3)
    canvas.line([(889, 354), (897, 366), (914, 344)], BRICK, 6)
    canvas.shape([(1600, 60), (1600, 240), (1180, 330), (1150, 240)], BRICK, shade=RUST,
        direction="down")
    canvas.shape([(1196, 240), (1220, 318), (1090, 344), (1020, 372), (940, 372), (920, 352),
        (930, 334), (1000, 322), (1024, 300), (960, 306), (934, 292), (944, 270), (1040, 254),
        (1120, 240)], ROSE, shade="#a86b4c", direction="down", strength=0.8)
    return canvas.finish()


def _drum(canvas: Canvas) -> None:
    canvas.shape(box(420, 240, 640, 380), PAPER, shade=DUNE, direction="right", strength=0.75)
    for row in range(8):
        canvas.line([(424, 276 + row * 46), (1056, 276 + row * 46)], "#d9a795", 2)
    for column in range(13):
        x = 440 + column * 50
        canvas.line([(x, 242), (x - 14, 618)], "#d9a795", 2)
    trace = [(424.0, 330.0), (480, 322), (540, 334), (600, 326), (660, 338), (720, 344), (770, 362),
        (810, 400), (846, 452), (880, 520), (910, 590), (930, 664)]
    canvas.line(trace, DEEP, 8)
    canvas.shape(box(400, 216, 680, 30), OCHRE, shade=EARTH, direction="right")
    canvas.shape(box(400, 614, 680, 30), OCHRE, shade=EARTH, direction="right")
    canvas.line([(930, 664), (1330, 560)], INK, 7)
    canvas.dot(930, 664, 11, DEEP)


def barograph() -> Image.Image:
    canvas = Canvas("#6b4a37", seed=35)
    canvas.sky("#4b5f63", "#8ea39c", grain=NIGHT)
    canvas.shape(box(1130, 60, 380, 470), "#d9d2bf", shade=EARTH, direction="right")
    canvas.shape(box(1152, 82, 336, 426), "#51696f", shade=NIGHT, direction="up")
    canvas.shape([(1152, 400), (1240, 372), (1330, 400), (1420, 366), (1488, 396), (1488, 508),
        (1152, 508)], DEEP, shade=INK)
    for _ in range(46):
        x, y = canvas.dice.uniform(1160, 1480), canvas.dice.uniform(90, 470)
        canvas.line([(x, y), (x - 9, y + 24)], MIST, 1.4)
    canvas.line([(1320, 82), (1320, 508)], "#d9d2bf", 12)
    canvas.line([(1152, 290), (1488, 290)], "#d9d2bf", 12)
    canvas.shape(box(0, 690, 1600, 210), "#8a5f42", shade="#3a281d")
    canvas.shape(box(300, 644, 1120, 60), EARTH, shade=INK)
    _drum(canvas)
    canvas.line([(930, 672), (960, 730), (1010, 760), (1074, 768)], DEEP, 8)
    for ring in range(5):
        canvas.shape(oval(1350, 640 - ring * 26, 66, 17), OCHRE, shade=EARTH, direction="right")
    canvas.shape(box(1336, 470, 28, 80), OCHRE, shade=EARTH, direction="right")
    canvas.dot(1350, 556, 15, INK)
    canvas.shape([(150, 640), (270, 640), (256, 790), (164, 790)], PAPER, shade=SHALLOW,
        direction="right")
    canvas.shape(oval(210, 640, 60, 16), RUST)
    canvas.line([*oval(276, 700, 26, 34, start=270, end=450)], PAPER, 11)
    for x, lean in ((190, -14), (226, 12)):
        canvas.line([(x, 610), (x + lean, 570), (x - lean * 0.4, 530)], FOAM, 4)
    return canvas.finish()
