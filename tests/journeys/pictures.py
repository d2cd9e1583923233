"""Makes the pictures of the documentation anew: from the film of the journeys, and the first page of the demo company.

INTRAMURAL_FILM=screenshots DATABASES=sqlite bin/test -n0 tests/journeys/test_{admitting,asking,mending,narrowing}.py
.venv/bin/python -m tests.journeys.pictures screenshots
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import sync_playwright

from tests import cluster, template
from tests.journeys.conftest import CHROMIUM, FLAGS, ROOT, wait_for_server

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
MOST_BYTES = 60_000
AIR, WIDEST = 32, 1_120
FRAMES = {
    "second-thought": ("mending-0-a-second-thought", -830),
    "ask-first": ("asking-4-what-would-change", 1_440),
    "smaller-for-now": ("narrowing-5-its-author", 1_230),
    "from-the-mail": ("narrowing-2-from-the-mail", 1_500),
    "translucent": ("access-2-what-one-may-know", 420),
    "openness": ("openness", 1_150),
    "overshared": ("mending-2-the-form", 1_475),
    "concern": ("concern-1-the-form", 1_200),
    "whom-it-reached": ("narrowing-6-whom-it-reached", 880),
    "stewards": ("stewards", 1_262),
}
"""What each picture is made of, and how many points of it at most: from the top, or with a minus from the bottom."""


OF_THE_DEMO = "home"


def main(words: list[str]) -> int:
    film = Path(words[0] if words else "screenshots")
    lacking = [frame for frame, _ in FRAMES.values() if not (film / f"{frame}.png").exists()]
    if lacking:
        print(f"{film} lacks {', '.join(lacking)}: run the journeys first (see above).", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    for name, (frame, height) in FRAMES.items():
        with Image.open(film / f"{frame}.png") as picture:
            top = max(0, picture.height + height) if height < 0 else 0
            bottom = picture.height if height < 0 else min(picture.height, height)
            sheet = picture.convert("RGB")
            drawn = _drawn(sheet.crop((0, top, sheet.width, bottom)), paper=sheet.getpixel((0, 0)))
        _keep(drawn, name)
    with Image.open(io.BytesIO(_home())) as picture:
        _keep(picture.convert("RGB"), OF_THE_DEMO)
    return 0


def _home() -> bytes:
    """What a member sees first, in a house of its own that the demo company has just moved into."""
    port = cluster.free_port()
    with tempfile.TemporaryDirectory(prefix="intramural-journeys-", ignore_cleanup_errors=True) as folder:
        at, env = f"http://localhost:{port}", {
            **os.environ, "INTRAMURAL_DATA_DIR": folder, "INTRAMURAL_PORT": str(port), "INTRAMURAL_SITE_URL": f"http://localhost:{port}",
            "PYTHONPATH": str(ROOT / "src"), "INTRAMURAL_LOG_LEVEL": "warning", "INTRAMURAL_MAIL_URL": f"file:{folder}/mail",
        }  # fmt: skip
        template.begin(Path(folder))
        log = Path(folder, "server.log")
        words = [sys.executable, "-m", "intramural.config.processes", "serve", "--upgrade", "--demo"]
        with log.open("wb") as said:
            server = subprocess.Popen(words, env=env, stdout=said, stderr=said)
        try:
            wait_for_server(port, log)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                page = browser.new_page(viewport={"width": WIDEST, "height": 760})
                page.goto(f"{at}/sign-in/")
                page.get_by_label("Address").fill("ines@ostergate.example")
                page.get_by_label("Password", exact=True).fill(Path(folder, "demo_password").read_text().strip())
                page.get_by_role("button", name="Sign in", exact=True).click()
                page.wait_for_url(f"{at}/")
                return page.screenshot(animations="disabled")
        finally:
            server.terminate()
            server.wait(30)


def _keep(drawn: Image.Image, name: str) -> None:
    path = FOLDER / f"{name}.webp"
    size = next(size for quality in (82, 70, 55, 40) if (size := _kept(drawn, path, quality)) <= MOST_BYTES)
    print(f"{path.name}: {drawn.width} × {drawn.height}, {size:,} bytes")


def _drawn(picture: Image.Image, *, paper: object) -> Image.Image:
    """What is on the sheet, with a little of the sheet around it."""
    found = Image.eval(ImageOps.grayscale(_against(picture, paper)), lambda value: 255 if value > 6 else 0).getbbox()
    held = ImageOps.expand(picture.crop(found), border=AIR, fill=paper)  # type: ignore[arg-type]
    if held.width > WIDEST:
        held = held.resize((WIDEST, round(held.height * WIDEST / held.width)), Image.Resampling.LANCZOS)
    return held


def _against(picture: Image.Image, paper: object) -> Image.Image:
    return ImageChops.difference(picture, Image.new("RGB", picture.size, paper))  # type: ignore[arg-type]


def _kept(picture: Image.Image, path: Path, quality: int) -> int:
    picture.save(path, "WEBP", quality=quality, method=6)
    return path.stat().st_size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
