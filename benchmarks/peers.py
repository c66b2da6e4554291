"""The tools that the cleaning is measured against, each set up as its users would set it up for recall."""

import importlib
from collections.abc import Callable
from functools import partial
from typing import Any

from broadsheet.article import ParsedEntry

Cleaner = Callable[[ParsedEntry], tuple[str, tuple[str, ...]]]


def _page(entry: ParsedEntry) -> str:
    """Return the entry as a whole page, as these tools expect one."""
    title = entry.raw_title.replace("<", "&lt;")
    return f"<html><head><title>{title}</title></head><body><article>{entry.html}</article></body></html>"


def _trafilatura(**options: bool) -> Cleaner:
    trafilatura: Any = importlib.import_module("trafilatura")

    def run(entry: ParsedEntry) -> tuple[str, tuple[str, ...]]:
        text = trafilatura.extract(_page(entry), include_comments=False, include_tables=True, **options)
        return text or "", ()

    return run


def _readability() -> Cleaner:
    readability: Any = importlib.import_module("readability")
    html: Any = importlib.import_module("lxml.html")

    def run(entry: ParsedEntry) -> tuple[str, tuple[str, ...]]:
        summary = readability.Document(_page(entry)).summary(html_partial=True)
        return html.fromstring(summary).text_content() if summary.strip() else "", ()

    return run


def _justext() -> Cleaner:
    justext: Any = importlib.import_module("justext")

    def run(entry: ParsedEntry) -> tuple[str, tuple[str, ...]]:
        paragraphs = justext.justext(
            _page(entry).encode(), frozenset(), 0, 0, 0, 0, 0.2, encoding="utf-8", no_headings=False
        )
        return "\n".join(one.text for one in paragraphs if not one.is_boilerplate), ()

    return run


def _resiliparse() -> Cleaner:
    extract: Any = importlib.import_module("resiliparse.extract.html2text")

    def run(entry: ParsedEntry) -> tuple[str, tuple[str, ...]]:
        return extract.extract_plain_text(_page(entry), main_content=True), ()

    return run


def _newspaper() -> Cleaner:
    newspaper: Any = importlib.import_module("newspaper")

    def run(entry: ParsedEntry) -> tuple[str, tuple[str, ...]]:
        article = newspaper.Article(entry.raw_url or "https://news.example/", fetch_images=False)
        article.download(input_html=_page(entry))
        article.parse()
        return article.text, ()

    return run


def _if_installed(load: Callable[[], Cleaner]) -> Callable[[], Cleaner | None]:
    def attempt() -> Cleaner | None:
        try:
            return load()
        except ImportError:
            return None

    return attempt


PEERS = {
    "trafilatura (recall)": _if_installed(partial(_trafilatura, favor_recall=True)),
    "readability-lxml": _if_installed(_readability),
    "jusText": _if_installed(_justext),
    "resiliparse": _if_installed(_resiliparse),
}
"""By name, what loads the tool, or gives None where it is not installed."""
SPEEDS = {
    "trafilatura (default)": _if_installed(_trafilatura),
    "trafilatura (fast)": _if_installed(partial(_trafilatura, fast=True)),
    "newspaper4k": _if_installed(_newspaper),
}
"""The same tools as they run faster, and one more, for what they are worth in speed."""
