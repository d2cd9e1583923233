"""The pictures of the demo company, drawn here: three things that one sees at Ostergate before the day begins."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 800
Colour = tuple[int, int, int]


def yard() -> bytes:
    """The sheds of Lowmoor against the dawn, with one truck at the docks."""
    picture = _sky((38, 52, 84), (243, 178, 122))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((820, 330, 960, 470), fill=(252, 214, 150))
    for left, top, right, colour in ((0, 300, 520, (47, 52, 66)), (470, 250, 1200, (58, 62, 76))):
        draw.polygon(
            [(left, top + 40), ((left + right) / 2, top), (right, top + 40), (right, 640), (left, 640)], fill=colour
        )
    for number in range(8):
        left = 60 + number * 140
        draw.rectangle((left, 470, left + 84, 640), fill=(236, 203, 138) if number == 3 else (84, 88, 102))
        draw.rectangle((left + 34, 440, left + 50, 452), fill=(250, 226, 170))
    draw.rectangle((0, 640, WIDTH, HEIGHT), fill=(41, 42, 50))
    draw.rectangle((470, 520, 700, 668), fill=(196, 72, 46))
    draw.polygon([(700, 560), (748, 560), (780, 610), (780, 668), (700, 668)], fill=(160, 56, 36))
    draw.polygon([(712, 572), (744, 572), (764, 606), (712, 606)], fill=(190, 214, 226))
    for left in (500, 560, 720):
        draw.ellipse((left, 646, left + 44, 690), fill=(20, 20, 24))
    return _developed(picture, 1)


def aisle() -> bytes:
    """The cold aisle, racks on both sides, a lamp at its end."""
    picture = _sky((196, 214, 224), (120, 146, 160))
    draw = ImageDraw.Draw(picture)
    end = (600, 380)
    draw.polygon(
        [(0, HEIGHT), (WIDTH, HEIGHT), (end[0] + 70, end[1] + 60), (end[0] - 70, end[1] + 60)], fill=(150, 164, 170)
    )
    chance = random.Random(4)  # noqa: S311  (the same aisle every time)
    for side in (-1, 1):
        for step in range(9, 0, -1):
            near, far = 0.86**step, 0.86 ** (step + 0.86)
            for shelf in range(4):
                draw.polygon([_in_depth(end, side, near, shelf), _in_depth(end, side, far, shelf), _in_depth(end, side, far, shelf + 0.8),
                              _in_depth(end, side, near, shelf + 0.8)], fill=chance.choice(BOXES))  # fmt: skip
        for step in range(10):
            at = 0.86**step
            draw.line(
                [_in_depth(end, side, at, 0), _in_depth(end, side, at, 4)], fill=(46, 84, 120), width=max(2, round(16 * at))
            )
    draw.ellipse((560, 350, 640, 400), fill=(255, 250, 226))
    return _developed(picture, 2)


def birch() -> bytes:
    """The bench under the birch beside gate four, and the hills behind it."""
    picture = _sky((150, 190, 214), (232, 236, 222))
    draw = ImageDraw.Draw(picture)
    for height, colour in ((520, (142, 166, 142)), (580, (112, 142, 112)), (640, (92, 124, 84))):
        draw.polygon(
            [
                (0, height + 30),
                (300, height - 60),
                (640, height + 10),
                (980, height - 80),
                (1200, height),
                (1200, 800),
                (0, 800),
            ],
            fill=colour,
        )
    draw.polygon([(330, 760), (352, 150), (376, 150), (396, 760)], fill=(236, 234, 226))
    chance = random.Random(9)  # noqa: S311  (the same tree every time)
    for _ in range(26):
        top = chance.randint(170, 740)
        left = chance.randint(340, 372)
        draw.rectangle((left, top, left + chance.randint(8, 20), top + 4), fill=(70, 66, 62))
    for _ in range(420):
        x, y, size = chance.gauss(360, 130), chance.gauss(190, 80), chance.randint(10, 24)
        draw.ellipse((x, y, x + size, y + size * 0.7), fill=chance.choice(LEAVES))
    for top in (560, 596, 650):
        draw.rounded_rectangle((520, top, 900, top + 20), 6, fill=(140, 92, 56))
    for left in (556, 850):
        draw.rectangle((left, 560, left + 14, 750), fill=(62, 60, 60))
    draw.rounded_rectangle((640, 618, 700, 650), 6, fill=(214, 84, 60))
    return _developed(picture, 3)


DRAWN: dict[str, Callable[[], bytes]] = {"yard": yard, "aisle": aisle, "birch": birch}
BOXES: list[Colour] = [(198, 160, 112), (182, 144, 98), (210, 176, 130), (92, 120, 140), (170, 136, 96)]
LEAVES: list[Colour] = [(122, 152, 72), (144, 170, 84), (104, 138, 66), (178, 180, 92)]


def _in_depth(end: tuple[int, int], side: int, at: float, shelf: float) -> tuple[float, float]:
    """A point of a rack: `at` is 1 beside who looks and 0 at the end of the aisle, `shelf` 0 the floor and 4 the top."""
    return end[0] + side * (60 + 540 * at), end[1] + 60 - (shelf - 0.4) * (30 + 190 * at) + 330 * at


def _sky(top: Colour, bottom: Colour) -> Image.Image:
    picture = Image.new("RGB", (1, HEIGHT))
    for y in range(HEIGHT):
        part = y / HEIGHT
        picture.putpixel((0, y), tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True)))
    return picture.resize((WIDTH, HEIGHT))


def _developed(picture: Image.Image, seed: int) -> bytes:
    """Softened a little, with some grain, as a JPEG."""
    grain = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), random.Random(seed).randbytes(WIDTH * HEIGHT // 4))  # noqa: S311
    veil = Image.merge("RGB", [grain.resize((WIDTH, HEIGHT))] * 3)
    out = io.BytesIO()
    Image.blend(picture.filter(ImageFilter.GaussianBlur(0.8)), veil, 0.05).save(out, "JPEG", quality=82)
    return out.getvalue()
