"""The crawler's own feed file, in its three variants with a link as its header.

Plain: a millisecond timestamp in a comment, a Markdown link with title and address, a rule, HTML.
Front matter: the same behind a Jekyll block, its HTML wrapped in one more `<div>`.
Dated: no timestamp; a `日期：` line with an RFC 822 date behind the rule.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from broadsheet.article import ParsedDocument, ParsedEntry
from broadsheet.errors import NoUrlError
from broadsheet.parsing import front_matter
from broadsheet.parsing.addresses import LONGEST as LONGEST_URL
from broadsheet.parsing.addresses import is_absolute
from broadsheet.parsing.front_matter import LONGEST_TITLE, PUBLISHED, FrontMatter
from broadsheet.parsing.languages import language_of
from broadsheet.parsing.moments import EPOCH, moment_of
from broadsheet.parsing.source import source_of

# Every part is bounded, and none is tried twice: a hostile file must not be searched in quadratic time.
TIMESTAMP = re.compile(r"\s*(?:<!--[ \t]*(?P<timestamp>-?\d{1,16}|NaN)[ \t]*-->\s*)?")
RULE = re.compile(r"-{3,}+[ \t]*+(?:\n|\Z)(?:日期：(?P<dated>[^\n]{0,200})(?:\n|\Z))?")
DIGITS_OF_SECONDS = (9, 10)
NOTHING = FrontMatter(facts={}, end=0)


def parse(text: str, key: str) -> ParsedDocument | None:
    """Return the one entry of a feed file, or None when the text does not begin as one.

    Raises
    ------
    NoUrlError
        The header's address is not an absolute http or https URL.
    """
    found = front_matter.read(text)
    facts = found or NOTHING
    opening = TIMESTAMP.match(text, facts.end)
    link = _link(text, opening.end() if opening else 0)
    rule = RULE.match(text, link.end) if link else None
    if not (opening and link and rule):
        return None
    if not is_absolute(link.url):
        raise NoUrlError(
            f"the header's address {link.url[:200]!r} is not an absolute http or https URL; write it in full",
            key=key,
        )
    source = source_of(key, link.url)
    entry = ParsedEntry(
        source=source,
        raw_title=link.title,
        raw_url=link.url,
        published_at=_published_at(opening["timestamp"], rule["dated"], facts),
        html=_body(text[rule.end() :], wrapped=found is not None),
        authors=facts.authors(),
        tags=facts.tags(source),
        language=language_of(facts.first(*front_matter.LANGUAGES)),
    )
    return ParsedDocument(shape="feed-file", entries=(entry,))


@dataclass(frozen=True, kw_only=True)
class _Link:
    """A Markdown link alone on its line; `end` is where the next line begins."""

    title: str
    url: str
    end: int


def _link(text: str, start: int) -> _Link | None:
    """Return the link on the line at `start`; its title runs to the last `](`, since titles hold brackets."""
    end = text.find("\n", start)
    line = text[start:end].rstrip(" \t")
    if end < 0 or not (line.startswith("[") and line.endswith(")")):
        return None
    title, separator, url = line[1:-1].rpartition("](")
    if not separator or len(title) > LONGEST_TITLE or len(url) > LONGEST_URL:
        return None
    return _Link(title=title, url=url, end=end + 1)


def _published_at(timestamp: str | None, dated: str | None, facts: FrontMatter) -> datetime | None:
    """Return the header's date in UTC; None where there is none or the crawler could not read it.

    With a timestamp comment the front matter's date is not asked: when the comment says NaN, the
    crawler filled that date with its own clock.
    """
    if timestamp is not None:
        return _of_timestamp(timestamp)
    return moment_of(dated if dated is not None else facts.first(*PUBLISHED))


def _of_timestamp(timestamp: str) -> datetime | None:
    """Return the moment of a timestamp. Nine or ten digits are seconds: as milliseconds they were of 1970."""
    if timestamp == "NaN":
        return None
    unit = (
        timedelta(seconds=1) if len(timestamp.lstrip("-")) in DIGITS_OF_SECONDS else timedelta(milliseconds=1)
    )
    try:
        return EPOCH + int(timestamp) * unit
    except OverflowError:
        return None


def _body(html: str, *, wrapped: bool) -> str:
    html = html.strip("\n")
    if wrapped and html.startswith("<div>\n") and html.endswith("\n</div>"):
        return html.removeprefix("<div>\n").removesuffix("\n</div>")
    return html
