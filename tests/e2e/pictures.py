"""Take the pictures of docs/pictures: the pages of a system that has what the inbox is shipped with.

usage: python -m tests.e2e.pictures [--inbox FOLDER] [--to FOLDER]

What the articles show comes from no publisher: each picture is drawn here, another for each address.
"""

import argparse
import hashlib
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from tests.browsing import chromium, visiting
from tests.e2e.running import RunningSystem

ROOT = Path(__file__).parents[2]
SCREENS = {1280: 860, 390: 780}
SCHEMES = ("light", "dark")
REVISED = "harbour-gazette/1204_The-ferry-that-learned-to-wait.md"
ARTICLE = "The ferry that learned to wait"
BEFORE, AFTER = "nobody minds", "nobody minds any more"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def main() -> int:
    """Have a system up, let it ingest, and take every picture."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inbox", type=Path, default=ROOT / "inbox")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        inbox, home = Path(folder) / "inbox", Path(folder) / "home"
        shutil.copytree(given.inbox, inbox)
        (inbox / "harbour-gazette" / "notes.md").write_text("Dear reader,\n", "utf-8")
        system = RunningSystem(inbox, home)
        system.start()
        try:
            _fill(system, inbox)
            for name, picture in _pictures(system, browser):
                path = given.to / f"{name}.png"
                path.write_bytes(smaller(picture))
                sys.stdout.write(f"{path}  {path.stat().st_size:,} bytes\n")
        finally:
            system.stop()
    return 0


def _fill(system: RunningSystem, inbox: Path) -> None:
    """Wait for the samples, then let one of them be revised, so that there is something to compare."""
    revised = inbox / REVISED
    if not revised.exists():
        return
    system.wait_for(ARTICLE)
    system.drop(REVISED, revised.read_text("utf-8").replace(BEFORE, AFTER).encode())
    system.wait_for("revised ")


def _pictures(system: RunningSystem, browser: Browser) -> Iterator[tuple[str, bytes]]:
    door = system.command("reader-url", "--operator").stdout.strip().splitlines()[-1]
    for width, height in SCREENS.items():
        for scheme in SCHEMES:
            view = {"width": width, "height": height}
            with visiting(browser, system.address, viewport=view, color_scheme=scheme) as visit:
                visit.page.route("**/*", lambda route: _draw(route, system.address))
                for name in _walk(visit.page, f"{system.address}/", door):
                    visit.page.wait_for_load_state("networkidle")
                    yield f"{name}-{width}-{scheme}", visit.page.screenshot()


def _walk(page: Page, front: str, door: str) -> Iterator[str]:
    """Go from page to page, and say what each is called."""
    page.goto(front)
    yield "list"
    page.get_by_role("link", name=ARTICLE).first.click()
    yield "article"
    page.get_by_role("link", name="What changed").first.click()
    yield "changes"
    page.goto(door)
    yield "status"


def _draw(route: Route, address: str) -> None:
    if route.request.url.startswith(address.partition("/broadsheet/")[0]):
        route.fallback()
    else:
        route.fulfill(content_type="image/svg+xml", body=landscape(route.request.url))


def landscape(name: str) -> str:
    """Return a landscape as SVG: a sky, a sun, three ranges of hills and a lake."""
    seed = hashlib.sha256(name.encode()).digest()
    hue = (seed[0] * 360 // 256 + 180) % 360
    hills = []
    for row in range(3):
        points = [
            f"{x * 150},{330 + row * 70 - seed[(x + row * 8) % 32] * (90 - row * 25) // 256}"
            for x in range(9)
        ]
        hills.append(
            f'<polygon points="0,800 {" ".join(points)} 1200,800" fill="hsl({hue} 24% {58 - row * 14}%)"/>'
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800" viewBox="0 0 1200 800">'
        f'<rect width="1200" height="800" fill="hsl({(hue + 190) % 360} 48% 84%)"/>'
        f'<circle cx="{300 + seed[1] * 2}" cy="{150 + seed[2] // 4}" r="64" fill="hsl(38 90% 78%)"/>'
        f'{"".join(hills)}<rect y="600" width="1200" height="200" fill="hsl({hue} 30% 22%)"/></svg>'
    )


def smaller(picture: bytes) -> bytes:
    """Return a PNG with its rows packed as tightly as zlib can, and without what no viewer needs."""
    chunks = list(_chunks(picture))
    rows = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    head = next(body for kind, body in chunks if kind == b"IHDR")
    kept = [(b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in kept
    )


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += length + 12


if __name__ == "__main__":
    sys.exit(main())
