"""Take the pictures of docs/pictures: the pages of an archive of what the inbox is shipped with.

usage: python -m tests.pictures [--inbox FOLDER] [--to FOLDER] [--article PART-OF-A-TITLE]

The pages are those of the reader function, from memory and at one fixed moment, so that a picture is another
only where a page is. What the articles show comes from no publisher: it is drawn here.
"""

import argparse
import hashlib
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, ViewportSize

from broadsheet.ingestion.ingest import ingest
from broadsheet.operating.log_lines import Failure, Ingested
from broadsheet.publishing.states import state_of
from broadsheet.publishing.totals import groups_of
from broadsheet.retrieval.queries import LARGEST_LIMIT, ListingQuery
from broadsheet_cli.folders import key_of, raw_files
from tests.browsing import chromium
from tests.builders import location, raw_document
from tests.fakes import FakeArticleStore, FakeRawStore
from tests.functions.operated import Operated
from tests.functions.pages import operators_cookie, pages_of
from tests.functions.visiting import visit

ROOT = Path(__file__).parents[1]
HOST = "https://archive.example"
SCREENS = {1280: 860, 390: 780}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NOW = datetime(2024, 5, 9, 18, 30, tzinfo=UTC)
ARTICLE = "The ferry that learned to wait"
BEFORE, AFTER = b"nobody minds", b"nobody on the pier minds any more"
BAD = {"harbour-gazette/notes.md": b"Dear reader,\n", "pier-notes/april.json": b""}
UNSENT = {"Content-Encoding", "Refresh"}
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def main() -> int:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inbox", type=Path, default=ROOT / "inbox")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--article", default=ARTICLE)
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    archive = Archive(given.inbox)
    with chromium() as browser:
        for name, picture in _pictures(archive, browser, given.article):
            path = given.to / f"{name}.png"
            path.write_bytes(smaller(picture))
            sys.stdout.write(f"{path}  {path.stat().st_size:,} bytes\n")
    return 0


class Archive:
    """What became of an inbox, a document every half a day, and the reader function on it."""

    def __init__(self, inbox: Path) -> None:
        self._store = FakeArticleStore()
        files = {key_of(path, inbox): path.read_bytes() for path in raw_files(inbox)} | BAD
        revised = {key: content for key, content in files.items() if BEFORE in content}
        moment = NOW - timedelta(hours=13 * (len(files) + len(revised)))
        for key, content in (*files.items(), *((k, c.replace(BEFORE, AFTER)) for k, c in revised.items())):
            moment += timedelta(hours=13)
            self._ingest(key, content, moment)
        last = Ingested(key=key, outcome="revised", at=moment)
        failure = Failure(key="tide-tables/may.xml", reason="ReadTimeout: no answer in 3 s", at=moment)
        self.site = pages_of(
            self._store, Operated(queued=3, dead=1, failed=[failure], last=last), totals=self
        )

    def read(self) -> dict[str, int]:
        """Return the totals."""
        page = self._store.articles(ListingQuery(order="changed", limit=LARGEST_LIMIT))
        return Counter(group for entry in page.articles for group in groups_of(state_of(entry)))

    def answer(self, route: Route) -> None:
        """Answer a browser: pages by the reader function, pictures of others by a drawing."""
        url = urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" != HOST:
            route.fulfill(content_type="image/svg+xml", body=landscape(route.request.url))
            return
        path = url.path.removeprefix("/v1") + (f"?{url.query}" if url.query else "")
        seen = visit(self.site, path, came_at=NOW, Cookie=operators_cookie())
        sent = {name: value for name, value in seen.fields.items() if name not in UNSENT}
        route.fulfill(status=seen.status, headers=sent, body=seen.body)

    def _ingest(self, key: str, content: bytes, moment: datetime) -> None:
        version = hashlib.sha256(content).hexdigest()
        document = raw_document(content, key=key, version_id=version, put_at=moment)
        ingest(
            location(key, version),
            raw_store=FakeRawStore([document]),
            article_store=self._store,
            now=moment,
        )


def _pictures(archive: Archive, browser: Browser, article: str) -> Iterator[tuple[str, bytes]]:
    for width, height in SCREENS.items():
        for scheme in SCHEMES:
            view: ViewportSize = {"width": width, "height": height}
            context = browser.new_context(viewport=view, color_scheme=scheme)
            context.route("**/*", archive.answer)
            page = context.new_page()
            for name in _walk(page, article):
                page.wait_for_load_state("networkidle")
                yield f"{name}-{width}-{scheme}", page.screenshot()
            context.close()


def _walk(page: Page, article: str) -> Iterator[str]:
    """Go from page to page, and say what each is called."""
    page.goto(f"{HOST}/v1/")
    yield "list"
    page.get_by_role("link", name=article).first.click()
    yield "article"
    changes = page.get_by_role("link", name="What changed")
    if changes.count():
        changes.first.click()
        yield "changes"
    page.goto(f"{HOST}/v1/read/sources")
    yield "sources"
    page.goto(f"{HOST}/v1/status")
    yield "status"


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
