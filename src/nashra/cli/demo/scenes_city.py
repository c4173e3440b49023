"""Pictures of the city: streets, halls and rooms."""

# Outlines are read as rows of points.
# fmt: off

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
    arch,
    box,
    oval,
    ridge,
)


def _house(canvas: Canvas, x: float, y: float, width: float, foot: float, tone: str,
        shade: str) -> None:
    canvas.shape(box(x, y, width, foot - y), tone, shade=shade, direction="right", strength=0.6)
    canvas.shape(box(x - 6, y - 10, width + 12, 14), tone, shade=shade, strength=0.9)
    columns = max(2, int(width // 74))
    step = width / columns
    for row in range(int((foot - y - 110) // 96)):
        for column in range(columns):
            left = x + step * (column + 0.5) - 15
            canvas.shape(arch(left, y + 90 + row * 96, 30, 52), DEEP, shade=INK)
            canvas.window(left - 4, y + 90 + row * 96, 38, 5, shade)


def _market_street_back(canvas: Canvas) -> None:
    canvas.sky("#f4dfae", "#e9c88f", grain=DUNE)
    canvas.glow(800, 330, 460, "#fff4d4", 0.95)
    for depth in range(6):
        top, tone = 250 - depth * 46, ("#d9bd8c", "#d0b07c", "#c29d69", "#b08856", "#9a7247",
            "#6e4f34")[depth]
        left, right = 800 - (90 + depth * 150), 800 + (90 + depth * 150)
        frame = [(-20, -20), (1620, -20), (1620, 920), (right, 920), (right, 420),
            *reversed(oval(800, 420, right - 800, 420 - top, start=180, end=360)), (left, 420),
            (left, 920), (-20, 920)]
        canvas.shape(frame, tone, shade=("", "", EARTH, EARTH, INK, INK)[depth], direction="up",
            strength=0.55)
        if depth in (1, 2, 3, 4):
            for side in (-1, 1):
                edge = 800 + side * (90 + depth * 150)
                drop, reach = 470 + depth * 12, 70 + depth * 16
                awning = [(edge, drop - 46 - depth * 10), (edge, drop),
                    (edge - side * reach, drop + 30 + depth * 6), (edge - side * reach, drop + 8)]
                canvas.shape(awning, (BRICK, SEA, OCHRE, OLIVE)[(depth + (side > 0)) % 4],
                    shade=INK, strength=0.5)
                for heap in range(3):
                    x = edge - side * (14 + heap * (12 + depth * 5))
                    y = 690 + depth * 34
                    canvas.shape(oval(x, y, 16 + depth * 6, 12 + depth * 5, start=180, end=360),
                        (OCHRE, RUST, OLIVE)[heap], shade=INK, strength=0.4)
                    canvas.window(x - 16 - depth * 6, y, 32 + depth * 12, 24 + depth * 8, EARTH)


def _market_street_front(canvas: Canvas) -> None:
    canvas.shape([(560, 700), (1040, 700), (1330, 900), (270, 900)], "#d8bd8d", shade=EARTH)
    for x, foot, height, tone, skirt in ((770, 640, 96, EARTH, False), (842, 650, 104, RUST, True),
            (690, 730, 168, NIGHT, False), (930, 760, 196, DEEP, True),
            (812, 820, 236, INK, False)):
        canvas.person(x, foot, height, tone, stride=0.11, skirt=skirt)
        canvas.shape(oval(x + 20, foot + 4, height * 0.26, 7), "#9b7a50", alpha=0.6)
    for x, y, size in ((610, 300, 20), (800, 236, 16), (1000, 300, 22), (420, 270, 28),
            (1180, 262, 28)):
        canvas.line([(x, y - 160), (x, y)], INK, 2)
        canvas.glow(x, y + size, size * 4, "#ffe9b0", 0.8)
        canvas.shape([(x - size * 0.6, y), (x + size * 0.6, y), (x + size, y + size),
            (x, y + size * 2.2), (x - size, y + size)], OCHRE, shade=BRICK)


def market_street() -> Image.Image:
    canvas = Canvas(SAND, seed=21)
    _market_street_back(canvas)
    _market_street_front(canvas)
    return canvas.finish()


def school_yard() -> Image.Image:
    canvas = Canvas(ROSE, seed=22)
    canvas.sky("#5f7f88", "#f3b98a", foot=520, grain=DEEP)
    canvas.dot(1330, 330, 62, "#fbe2b0")
    canvas.glow(1330, 330, 300, "#ffe3ad", 0.7)
    canvas.shape(box(110, 210, 980, 430), PAPER, shade=DUNE, direction="left", strength=0.85)
    canvas.shape(box(86, 190, 1028, 30), BRICK, shade=RUST)
    for column in range(8):
        left = 150 + column * 116
        canvas.shape(arch(left, 400, 74, 120), "#e9b765" if column % 3 else DEEP,
            shade=RUST if column % 3 else INK)
        canvas.shape(arch(left - 10, 640, 94, 170), "#5d4636", shade=INK, direction="up")
    canvas.line([(1180, 640), (1180, 120)], INK, 8)
    canvas.shape([(1184, 126), (1300, 140), (1270, 172), (1306, 208), (1184, 196)], BRICK,
        shade=RUST, direction="right")
    canvas.shape([(0, 640), (1600, 640), (1600, 900), (0, 900)], "#d8a873", shade="#8f5d3f")
    canvas.line([(200, 900), (480, 650)], PAPER, 4)
    canvas.line([(1180, 900), (920, 650)], PAPER, 4)
    for x, foot, height, tone, skirt in ((330, 730, 120, DEEP, False), (470, 770, 132, RUST, True),
            (640, 720, 112, INK, False), (770, 800, 140, LEAF, True), (930, 740, 118, NIGHT, False),
            (1260, 700, 150, INK, True), (1020, 810, 134, BRICK, False)):
        canvas.shape([(x - 10, foot), (x + 10, foot), (x - height * 1.1, foot + 58),
            (x - height * 1.3, foot + 46)], "#6f4632", alpha=0.6)
        canvas.person(x, foot, height, tone, stride=0.17, skirt=skirt)
    canvas.dot(700, 660, 15, PAPER)
    canvas.shape(oval(1490, 420, 130, 160), LEAF, shade=INK, direction="left")
    canvas.shape(box(1478, 540, 24, 160), EARTH, shade=INK, direction="left")
    return canvas.finish()


def water_tower() -> Image.Image:
    canvas = Canvas(FOAM, seed=23)
    canvas.sky("#8db3b6", "#f2e4c4", foot=640, grain=SEA)
    for x, y, width, tone in ((0, 420, 210, SAND), (190, 470, 160, ROSE), (330, 400, 190, PAPER),
            (1150, 440, 180, SAND), (1310, 390, 160, ROSE), (1450, 450, 180, PAPER)):
        _house(canvas, x, y, width, 680, tone, DUNE)
    for side in (-1, 1):
        for spread in (190, 70):
            canvas.line([(850 + side * spread, 690), (850 + side * spread * 0.72, 330)], DEEP, 20)
    for y in (430, 550):
        canvas.line([(690, y), (1010, y)], DEEP, 9)
        canvas.line([(690, y + 110), (1010, y)], DEEP, 5)
        canvas.line([(1010, y + 110), (690, y)], DEEP, 5)
    canvas.shape([(640, 160), (1060, 160), (1060, 300), (960, 352), (740, 352), (640, 300)],
        SHALLOW, shade=DEEP, direction="right")
    canvas.shape([(620, 164), (850, 74), (1080, 164)], BRICK, shade=RUST, direction="right")
    canvas.line([(850, 352), (850, 690)], SEA, 26)
    canvas.shape([(0, 680), (1600, 680), (1600, 900), (0, 900)], DUNE, shade=EARTH)
    canvas.shape([(0, 750), (1600, 720), (1600, 850), (0, 880)], "#5b432f", shade=INK,
        direction="up")
    for step in range(5):
        left = -40 + step * 340
        y = 796 - step * 7
        canvas.shape([(left, y), (left + 330, y - 7), (left + 330, y + 43), (left, y + 50)], SEA,
            shade=NIGHT)
        canvas.shape([(left + 306, y - 14), (left + 344, y - 15), (left + 344, y + 51),
            (left + 306, y + 52)], SHALLOW, shade=DEEP)
    for x, height in ((330, 128), (440, 124), (1220, 128)):
        canvas.person(x, 748 - x * 0.02, height, INK, stride=0.14, head=OCHRE)
    canvas.line([(420, 640), (486, 742)], EARTH, 7)
    return canvas.finish()


def council_building() -> Image.Image:
    canvas = Canvas(SAND, seed=24)
    canvas.sky("#6f97a0", "#efdcb5", foot=620, grain=DEEP)
    canvas.shape(ridge(500, 24, 3), "#b9bda7", shade=SHALLOW, direction="up", strength=0.5)
    canvas.shape(box(240, 360, 1120, 320), PAPER, shade=DUNE, direction="right", strength=0.8)
    canvas.shape(box(216, 334, 1168, 32), SAND, shade=EARTH)
    for x in (270, 370, 470, 1090, 1190, 1290):
        canvas.shape(arch(x, 500, 54, 100), DEEP, shade=INK)
        canvas.shape(arch(x, 660, 54, 110), DEEP, shade=INK)
    canvas.shape([(540, 336), (800, 208), (1060, 336)], SAND, shade=DUNE, direction="right")
    canvas.shape(box(560, 336, 480, 344), "#efe2c3", shade=DUNE, direction="right", strength=0.6)
    canvas.shape(box(572, 386, 456, 300), "#5e4a38", shade=INK, direction="up")
    for column in range(6):
        canvas.shape(box(584 + column * 80, 380, 34, 300), PAPER, shade=EARTH, direction="right")
        canvas.window(576 + column * 80, 368, 50, 16, SAND)
    canvas.shape(box(744, 90, 112, 140), PAPER, shade=DUNE, direction="right")
    canvas.shape([(728, 96), (800, 22), (872, 96)], BRICK, shade=RUST, direction="right")
    canvas.dot(800, 158, 40, INK)
    canvas.dot(800, 158, 34, PAPER)
    canvas.line([(800, 158), (800, 132)], INK, 5)
    canvas.line([(800, 158), (820, 168)], INK, 5)
    for step in range(5):
        canvas.shape(box(540 - step * 26, 676 + step * 20, 520 + step * 52, 22), PAPER, shade=DUNE,
            strength=0.9)
    canvas.shape([(0, 770), (1600, 770), (1600, 900), (0, 900)], "#cfae7c", shade=EARTH)
    for x in (110, 1490):
        canvas.line([(x, 780), (x + 8, 380)], EARTH, 26)
        for lean in (-150, -110, -50, 50, 110, 150):
            canvas.shape([(x + 8, 380), (x + 8 + lean * 0.6, 310 - 60 + abs(lean) * 0.4),
                (x + 8 + lean, 400 + abs(lean) * 0.2), (x + 8 + lean * 0.5, 344)], LEAF, shade=INK,
                strength=0.6)
    for x, foot, height, skirt in ((700, 792, 110, False), (760, 800, 108, True),
            (960, 826, 126, False), (420, 810, 116, True)):
        canvas.person(x, foot, height, INK, stride=0.14, skirt=skirt)
    return canvas.finish()


def _bakery_back(canvas: Canvas) -> None:
    canvas.sky("#5d4031", "#33231d", grain=INK)
    for row in range(9):
        for column in range(14):
            x = column * 124 - (row % 2) * 62
            canvas.shape(box(x + 4, row * 78 + 4, 114, 68), "#6d4a38", shade="#3d2a22",
                direction="right", strength=0.7)
    canvas.shape(arch(560, 690, 560, 470), "#a25a3a", shade=RUST, direction="right")
    canvas.shape(arch(610, 690, 460, 410), "#1d1512")
    canvas.glow(840, 640, 480, "#ff9b3d", 0.95)
    canvas.shape(arch(650, 690, 380, 250), "#f0a043", shade="#c24f22", direction="up", strength=0.9)
    for x, height in ((720, 120), (790, 170), (860, 140), (930, 180), (980, 110)):
        canvas.shape([(x - 34, 690), (x - 14, 690 - height * 0.6), (x, 690 - height),
            (x + 18, 690 - height * 0.5), (x + 34, 690)], "#fbd98a", shade="#f0a043")
    canvas.shape(box(0, 690, 1600, 210), "#8d6546", shade="#3f2a20")
    canvas.shape(box(0, 676, 1600, 22), DUNE, shade=EARTH)
    for row in range(3):
        canvas.shape(box(1190, 210 + row * 150, 400, 14), DUNE, shade=INK)
        for loaf in range(5):
            canvas.shape(oval(1236 + loaf * 80, 208 + row * 150, 38, 46, start=180, end=360),
                "#dca261", shade=RUST, direction="right", strength=0.7)


def _bakery_front(canvas: Canvas) -> None:
    for loaf in range(7):
        canvas.shape(oval(130 + loaf * 104, 676, 52, 40, start=180, end=360), "#e0ab68", shade=RUST,
            strength=0.7, direction="right")
    canvas.line([(438, 470), (900, 640)], DUNE, 13)
    canvas.shape(oval(900, 646, 78, 15), DUNE)
    canvas.shape(oval(900, 634, 60, 30, start=180, end=360), "#e9b670", shade=BRICK)
    canvas.shape([(270, 690), (262, 470), (300, 372), (352, 356), (410, 376), (440, 450),
        (450, 690)], PAPER, shade="#8d7a68", direction="left")
    canvas.line([(404, 404), (470, 494), (560, 516)], PAPER, 40)
    canvas.dot(566, 518, 22, "#c98f68")
    canvas.shape(oval(352, 306, 46, 56), "#c98f68", shade="#8a5a3d", direction="left")
    canvas.shape([(304, 292), (304, 246), (330, 226), (380, 226), (402, 250), (400, 292)], PAPER,
        shade=DUNE, direction="left")


def bakery() -> Image.Image:
    canvas = Canvas("#4a3328", seed=25)
    _bakery_back(canvas)
    _bakery_front(canvas)
    return canvas.finish()


def power_lines() -> Image.Image:
    canvas = Canvas(ROSE, seed=26)
    canvas.sky("#43606e", "#f0a873", foot=680, grain=NIGHT)
    canvas.glow(480, 560, 420, "#ffd793", 0.9)
    canvas.dot(480, 560, 88, "#fbd491")
    canvas.shape(ridge(590, 44, 31), "#a97a69", shade="#6c5a60", direction="up", strength=0.7)
    canvas.shape(ridge(680, 40, 12), "#6b4d4c", shade="#3d3a42")
    canvas.shape(ridge(790, 34, 44), "#33313a", shade=INK)
    towers = [(1370, 830, 700.0), (940, 760, 430.0), (690, 715, 260.0), (560, 690, 150.0)]
    for near, far in pairwise(towers):
        for arm, lift in ((0.17, 0.86), (0.24, 0.7), (0.17, 0.54)):
            for side in (-1, 1):
                a = (near[0] + side * near[2] * arm, near[1] - near[2] * lift)
                b = (far[0] + side * far[2] * arm, far[1] - far[2] * lift)
                sag = []
                for t in (step / 12 for step in range(13)):
                    drop = near[2] * 0.3 * t * (1 - t)
                    sag.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t + drop))
                canvas.line(sag, INK, 2.2)
    for x, foot, size in towers:
        width = max(2.0, size * 0.014)
        for side in (-1, 1):
            canvas.line([(x + side * size * 0.13, foot),
                (x + side * size * 0.035, foot - size * 0.55), (x, foot - size)], INK, width)
        for arm, lift in ((0.17, 0.86), (0.24, 0.7), (0.17, 0.54)):
            y = foot - size * lift
            canvas.line([(x - size * arm, y), (x + size * arm, y)], INK, width)
            canvas.line([(x - size * arm, y), (x, y - size * 0.06), (x + size * arm, y)], INK,
                width * 0.7)
        for step in range(5):
            low, high = foot - size * 0.11 * step, foot - size * 0.11 * (step + 1)
            half = size * (0.13 - 0.019 * step)
            canvas.line([(x - half, low), (x + half * 0.85, high)], INK, width * 0.6)
            canvas.line([(x + half, low), (x - half * 0.85, high)], INK, width * 0.6)
    return canvas.finish()


def _hospital_corridor_back(canvas: Canvas) -> None:
    canvas.shape([(0, 0), (1600, 0), (980, 300), (620, 300)], "#e9ecdf", shade=MIST)
    canvas.shape([(0, 900), (620, 560), (980, 560), (1600, 900)], "#8fb0ad", shade=SEA)
    canvas.shape([(0, 0), (620, 300), (620, 560), (0, 900)], "#dfe5d8", shade=SHALLOW,
        direction="left", strength=0.7)
    canvas.shape([(1600, 0), (980, 300), (980, 560), (1600, 900)], "#c3d0c7", shade=SEA,
        direction="right", strength=0.8)
    canvas.shape([(0, 690), (620, 474), (620, 486), (0, 730)], BRICK)
    canvas.shape([(1600, 690), (980, 474), (980, 486), (1600, 730)], BRICK)
    canvas.shape(box(620, 300, 360, 260), PAPER, shade=MIST)
    canvas.shape(box(690, 340, 220, 220), SHALLOW, shade=DEEP, direction="right")
    canvas.line([(800, 340), (800, 560)], INK, 4)
    canvas.dot(752, 420, 24, PAPER)
    canvas.dot(848, 420, 24, PAPER)
    for near, far in ((0.02, 0.24), (0.34, 0.52), (0.6, 0.74), (0.8, 0.9)):
        ax, bx = 620 * near, 620 * far
        a_top, b_top = 300 * near + 150 * (1 - near), 300 * far + 150 * (1 - far)
        a_low, b_low = 900 - 340 * near - 330 * (1 - near), 900 - 340 * far - 330 * (1 - far)
        canvas.shape([(ax, a_top), (bx, b_top), (bx, b_low - 60), (ax, a_low - 60)], "#fdf3d0",
            shade="#f3cf8e", strength=0.6)
        canvas.shape([(ax + 250 + 210 * near, a_low + 180 - 70 * near),
            (bx + 250 + 130 * near, b_low + 130 - 70 * near), (bx + 470, b_low + 170 - 60 * near),
            (ax + 470 + 100 * near, a_low + 260 - 110 * near)], "#fdf0cb", alpha=0.4)


def _hospital_corridor_front(canvas: Canvas) -> None:
    for t in (0.12, 0.42, 0.66):
        x = 1600 - 620 * t
        canvas.shape([(x, 300 * t + 130 * (1 - t)),
            (x - 120 * (1 - t * 0.6), 300 * t + 130 * (1 - t) + 66 * (1 - t)),
            (x - 120 * (1 - t * 0.6), 900 - 340 * t - 62), (x, 900 - 340 * t)], DEEP, shade=NIGHT)
    canvas.shape([(890, 650), (1200, 650), (1226, 690), (870, 690)], PAPER, shade=MIST)
    canvas.shape([(1120, 612), (1196, 612), (1204, 652), (1112, 652)], FOAM, shade=MIST)
    canvas.shape(box(880, 690, 340, 22), SHALLOW, shade=DEEP)
    for x in (900, 1196):
        canvas.line([(x, 712), (x, 764)], INK, 7)
        canvas.dot(x, 772, 13, INK)
    canvas.person(822, 786, 246, PAPER, stride=0.12, head="#b98564")
    canvas.shape(oval(822, 564, 24, 19, start=180, end=360), INK)
    canvas.line([(844, 640), (886, 668)], PAPER, 15)


def hospital_corridor() -> Image.Image:
    canvas = Canvas(MIST, seed=27)
    _hospital_corridor_back(canvas)
    _hospital_corridor_front(canvas)
    return canvas.finish()


def _city_bus_back(canvas: Canvas) -> None:
    canvas.sky("#e8c795", "#f6e6c2", foot=640, grain=DUNE)
    canvas.glow(1240, 250, 360, "#fff5d6", 0.9)
    tones = ((0, 150, 220, ROSE), (214, 220, 190, PAPER), (400, 120, 230, SAND), (626, 240, 180,
        "#cfd3c3"), (1020, 210, 190, PAPER), (1206, 140, 220, ROSE), (1420, 230, 200, SAND))
    for x, y, width, tone in tones:
        _house(canvas, x, y, width, 690, tone, EARTH)
    canvas.shape(box(0, 690, 1600, 210), "#6d6a66", shade=INK)
    canvas.shape(box(0, 684, 1600, 18), MIST, shade=EARTH)
    for x in range(40, 1600, 210):
        canvas.shape([(x, 812), (x + 110, 812), (x + 102, 824), (x - 8, 824)], PAPER)
    canvas.shape(oval(800, 772, 500, 22), INK, alpha=0.55)
    canvas.shape([(320, 756), (320, 440), (346, 404), (1256, 404), (1292, 446), (1302, 756)], BRICK,
        shade=RUST, direction="right", strength=0.8)
    canvas.shape(box(320, 640, 980, 26), PAPER, shade=DUNE)
    for pane in range(7):
        x = 350 + pane * 116
        canvas.shape(box(x, 446, 100, 138), "#bcd3cf", shade=DEEP, direction="left", strength=0.7)
        if pane % 3 != 1:
            canvas.shape(oval(x + 52, 592, 34, 56, start=180, end=360), INK)
            canvas.dot(x + 52, 516, 20, INK)


def _city_bus_front(canvas: Canvas) -> None:
    canvas.shape([(1166, 446), (1250, 446), (1272, 470), (1276, 600), (1166, 600)], "#d4e1d9",
        shade=SEA, direction="left")
    canvas.window(1120, 414, 150, 24, INK)
    canvas.shape([(1176, 418), (1212, 418), (1194, 434), (1188, 434), (1202, 424), (1176, 424)],
        "#f8c663")
    for x in (480, 1110):
        canvas.dot(x, 756, 62, INK)
        canvas.dot(x, 756, 30, MIST)
        canvas.dot(x, 756, 12, INK)
    canvas.dot(1288, 690, 13, "#fbe2a4")
    for x, height, skirt in ((150, 190, True), (214, 200, False), (1420, 196, False),
            (1490, 186, True)):
        canvas.person(x, 742, height, INK if skirt else DEEP, stride=0.06, skirt=skirt)
    canvas.line([(90, 742), (90, 500)], INK, 7)
    canvas.dot(90, 484, 30, SEA)


def city_bus() -> Image.Image:
    canvas = Canvas(SAND, seed=28)
    _city_bus_back(canvas)
    _city_bus_front(canvas)
    return canvas.finish()
