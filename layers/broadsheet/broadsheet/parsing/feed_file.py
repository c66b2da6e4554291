"""The crawler's own feed file, in its three variants.

Plain: a millisecond timestamp in a comment, a Markdown link with title and address, a rule, HTML.
Front matter: the same behind a Jekyll block, its HTML wrapped in one more `<div>`.
Dated: no timestamp; a `日期：` line with an RFC 822 date behind the rule.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from unicodedata import normalize
from urllib.parse import urlsplit

from broadsheet.article import ParsedEntry
from broadsheet.errors import NoUrlError
from broadsheet.moments import whole_milliseconds
from broadsheet.parsing.source import source_of

# Every part is bounded, and none is tried twice: a hostile file must not be searched in quadratic time.
OPENING = re.compile(
    r"\s*"
    r"(?:---[ \t]*\n(?P<front_matter>(?:.*\n){0,200}?)---[ \t]*\n\s*)?"
    r"(?:<!--[ \t]*(?P<timestamp>-?\d{1,16}|NaN)[ \t]*-->\s*)?"
)
RULE = re.compile(r"-{3,}+[ \t]*+(?:\n|\Z)(?:日期：(?P<dated>[^\n]{0,200})(?:\n|\Z))?")
LONGEST_TITLE, LONGEST_URL = 2_000, 8_000  # characters
FRONT_MATTER_LINE = re.compile(r"^(?P<name>\w{1,50}):(?P<value>[^\n]*)$", re.MULTILINE)
NOT_IN_A_HOST = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}%]")
LONGEST_HOST = 253  # characters, RFC 1035
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse(text: str, key: str) -> tuple[ParsedEntry, ...] | None:
    """Return the one entry of a feed file, or None when the text does not begin as one.

    Raises
    ------
    NoUrlError
        The header's address is not an absolute http or https URL.
    """
    opening = OPENING.match(text)
    link = _link(text, opening.end() if opening else 0)
    rule = RULE.match(text, link.end) if link else None
    if not (opening and link and rule):
        return None
    front_matter = {name: value.strip() for name, value in FRONT_MATTER_LINE.findall(opening[1] or "")}
    if not _is_absolute(link.url):
        raise NoUrlError(
            f"the header's address {link.url[:200]!r} is not an absolute http or https URL", key=key
        )
    return (
        ParsedEntry(
            source=source_of(key, link.url),
            raw_title=link.title,
            raw_url=link.url,
            published_at=_published_at(opening["timestamp"], rule["dated"], front_matter),
            html=_body(text[rule.end() :], wrapped=opening["front_matter"] is not None),
            authors=_authors(front_matter),
        ),
    )


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


def _is_absolute(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # an unbalanced bracket in the host
        return False
    written = (parts.hostname or "").strip(".")
    host = normalize("NFKC", written).strip(".。")  # as international names are
    is_short = len(written) <= LONGEST_HOST and len(host) <= LONGEST_HOST  # either may be the longer one
    is_host = bool(host) and host.isprintable() and not NOT_IN_A_HOST.search(host)
    return parts.scheme in {"http", "https"} and is_short and is_host


def _published_at(timestamp: str | None, dated: str | None, front_matter: dict[str, str]) -> datetime | None:
    """Return the header's date in UTC; None where there is none or the crawler could not read it.

    With a timestamp comment the front matter's date is not asked: when the comment says NaN, the
    crawler filled that date with its own clock.
    """
    try:
        if timestamp is not None:
            return None if timestamp == "NaN" else EPOCH + timedelta(milliseconds=int(timestamp))
        if dated is not None:
            return _in_utc(parsedate_to_datetime(dated.strip()))
        if "date" in front_matter:
            return _in_utc(datetime.fromisoformat(front_matter["date"]))
    except (ValueError, OverflowError):
        return None
    return None


def _in_utc(moment: datetime) -> datetime:
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return whole_milliseconds(aware)


def _body(html: str, *, wrapped: bool) -> str:
    html = html.strip("\n")
    if wrapped and html.startswith("<div>\n") and html.endswith("\n</div>"):
        return html.removeprefix("<div>\n").removesuffix("\n</div>")
    return html


def _authors(front_matter: dict[str, str]) -> tuple[str, ...]:
    """Return the front matter's author, unless it only repeats the name of the source."""
    author = front_matter.get("author", "").strip('"')
    of_source = front_matter.get("tags", "") + front_matter.get("categories", "")
    return (author,) if author and author not in of_source else ()
