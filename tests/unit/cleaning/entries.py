"""Entries for the tests of cleaning: an HTML body with as much of a header as the test is about."""

from datetime import datetime

from broadsheet.article import Content, ParsedEntry
from broadsheet.cleaning import DEFAULT_RULES, Rules, clean

URL = "https://news.example/2023/lighthouse"
PROSE = "The harbour master said on Tuesday that the old lighthouse would open its doors again in spring."


def entry(
    html: str,
    *,
    url: str | None = URL,
    title: str = "The lighthouse reopens",
    published_at: datetime | None = None,
    authors: tuple[str, ...] = (),
    source: str = "harbour",
) -> ParsedEntry:
    """Return an entry with this HTML."""
    return ParsedEntry(
        source=source,
        raw_title=title,
        raw_url=url,
        published_at=published_at,
        html=html,
        authors=authors,
    )


def cleaned(html: str, *, url: str | None = URL, rules: Rules = DEFAULT_RULES) -> Content:
    """Return what cleaning makes of this HTML."""
    return clean(entry(html, url=url), rules=rules)
