"""Hostile articles in a browser: no script runs, and nothing is asked of the network but their own pictures.

The pages are those of the reader function, from memory. The browser is told to pass over the policy that
they come with, which would forbid as much again: what is tried here is what stands behind it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import escape, unescape
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request, Route

from broadsheet.article import Article, RawLocation
from broadsheet.ingestion.ingest import ingest
from tests.browsing import chromium
from tests.builders import NOON, article, create, feed_file, raw_document, stored
from tests.fakes import FakeArticleStore, FakeRawStore
from tests.functions.pages import pages_of
from tests.functions.visiting import visit
from tests.hostile.inputs import ADDRESSES, BYTES, HEAVY, TRICKS, headed
from tests.hostile.test_renderers import BEHIND_ADDRESSES, WRAPS

HOST = "https://archive.example"
SOURCES = re.compile(r'<img src="([^"]*)"')
OURS = re.compile('<link rel="(?:stylesheet|icon)"[^>]*>')
"""What every page asks for of its own site: left out, to be quick."""
LOOK = """() => ({
    scripts: [...document.scripts].filter(each => each.type != "application/ld+json").length,
    handlers: [...document.querySelectorAll("*")].flatMap(
        each => each.getAttributeNames().filter(name => name.startsWith("on"))),
    links: [...document.links].map(each => each.protocol).filter(
        each => !["http:", "https:", "mailto:", "tel:", ":"].includes(each)),
    frames: window.length,
    ran: window.ran,
})"""
NOTHING = {"scripts": 0, "handlers": [], "links": [], "frames": 0, "ran": []}
NOTE_WHAT_RUNS = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "open", "print"])
    window[name] = () => window.ran.push(name);
"""


@dataclass(kw_only=True)
class Shown:
    """An archive of hostile articles behind the reader function, and what a browser asks for meanwhile."""

    store: FakeArticleStore = field(default_factory=FakeArticleStore)
    pictures: set[str | None] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        """Answer a request: the page by the reader function, all else not at all."""
        request, url = route.request, urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" == HOST and request.resource_type == "document":
            seen = visit(pages_of(self.store), url.path)
            assert seen.status in {200, 422}, "a page, or that it would be too much"
            assert "script-src 'none'" in seen.fields["Content-Security-Policy"]
            route.fulfill(body=OURS.sub("", seen.body), content_type="text/html; charset=utf-8")
        else:
            self.note(request)
            route.abort()

    def note(self, request: Request) -> None:
        """Note what is asked of another host, unless it is a picture of the article."""
        if request.resource_type != "image" or urlsplit(request.url).hostname not in self.pictures:
            self.asked.append(f"{request.resource_type} {request.url}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


Show = Callable[[Article | None], object]


@pytest.fixture(scope="module")
def show(browser: Browser) -> Iterator[Show]:
    """Return a function that opens an article, and returns what it did that no article may do."""
    shown = Shown()
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(NOTE_WHAT_RUNS)
    context.route("**/*", shown.answer)
    page = context.new_page()

    def open_page(made: Article | None) -> object:
        if made is None:
            return None
        page.goto("about:blank")  # what the article before was still asking for ends with it
        shown.store, shown.asked = FakeArticleStore(), []
        create(shown.store, stored(made))
        sources = SOURCES.findall(made.content.html) + [each.url for each in made.content.images]
        shown.pictures = {urlsplit(unescape(source)).hostname for source in sources}
        page.goto(f"{HOST}/read/{made.id}")
        did: dict[str, object] = page.evaluate(LOOK)
        found = {name: value for name, value in did.items() if value != NOTHING[name]}
        return found | ({"asked": shown.asked} if shown.asked else {})

    yield open_page
    context.close()


def ingested(content: bytes) -> Article | None:
    """Return the article that a file becomes, None if it is rejected."""
    store = FakeArticleStore()
    document = raw_document(content, key="hostile.md")
    place = RawLocation(bucket="raw", key="hostile.md", version_id=document.reference.version_id)
    receipt = ingest(place, raw_store=FakeRawStore([document]), article_store=store, now=NOON)
    return store.article(receipt.article_ids[0]).article if receipt.article_ids else None


def faults(files: dict[str, bytes], show: Show) -> dict[str, object]:
    """Return what each article did that it may not."""
    return {name: did for name, content in files.items() if (did := show(ingested(content)))}


UNSAFE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<iframe src=https://evil.example/></iframe>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
)


@pytest.mark.parametrize("html", UNSAFE)
def test_what_was_not_sanitised_would_be_seen(html: str, show: Show) -> None:
    made = article()

    assert show(replace(made, content=replace(made.content, html=html)))


def test_no_trick_in_a_body_does_anything(show: Show) -> None:
    files = {trick: feed_file(body=f"{trick}<p>The end.</p>") for trick in TRICKS}

    assert faults(files, show) == {}


def test_no_trick_within_an_element_does_anything(show: Show) -> None:
    files = {
        trick: feed_file(body=f"{WRAPS[number % len(WRAPS)].format(trick)}<p>The end.</p>")
        for number, trick in enumerate(TRICKS)
    }

    assert faults(files, show) == {}


def test_no_trick_in_a_head_does_anything(show: Show) -> None:
    files = {}
    for trick in TRICKS:
        line = " ".join(trick.split())
        body = (
            f"<p>作者：{line}</p><p class=byline-name>{line}</p>"
            f'<figure><img src="https://img.example/1.jpg" alt="{escape(line)}">'
            f"<figcaption>{line}</figcaption></figure><p>The end.</p>"
        )
        head = f'---\ntitle: "{line}"\nauthor: {line}\ntags: [ {line} ]\n---\n\n'.encode()
        files[trick] = head + feed_file(title=line, body=body)

    assert faults(files, show) == {}


def test_no_trick_behind_an_address_does_anything(show: Show) -> None:
    files = {
        trick: feed_file(body=f"{WRAPS[number % len(WRAPS)].format(trick)}<p>The end.</p>")
        for number, trick in enumerate(BEHIND_ADDRESSES)
    }

    assert faults(files, show) == {}


def test_no_bytes_do_anything(show: Show) -> None:
    assert faults(BYTES, show) == {}


def test_no_address_in_a_header_does_anything(show: Show) -> None:
    assert faults({address: headed(url=address) for address in ADDRESSES}, show) == {}


@pytest.mark.parametrize("name", HEAVY)
def test_nothing_heavy_does_anything(name: str, show: Show) -> None:
    assert faults({name: HEAVY[name]()}, show) == {}
