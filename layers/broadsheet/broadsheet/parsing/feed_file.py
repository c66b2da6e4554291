"""The crawler's own feed file, in its three variants.

Plain: a millisecond timestamp in a comment, a Markdown link with title and address, a rule, HTML.
Front matter: the same behind a Jekyll block, its HTML wrapped in one more `<div>`.
Dated: no timestamp; a `日期：` line with an RFC 822 date behind the rule.
"""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from broadsheet.article import ParsedEntry
from broadsheet.errors import NoUrlError
from broadsheet.moments import whole_milliseconds
from broadsheet.parsing.source import source_of

# The title runs to the last `](` of its line: titles hold brackets of their own. The bounds keep a
# hostile line from being searched in quadratic time.
HEADER = re.compile(
    r"\s*"
    r"(?:---[ \t]*\n(?P<front_matter>(?:.*\n)*?)---[ \t]*\n\s*)?"
    r"(?:<!--[ \t]*(?P<timestamp>-?\d{1,16}|NaN)[ \t]*-->\s*)?"
    r"\[(?P<title>[^\n]{0,2000})\]\((?P<url>[^\n]{0,8000})\)[ \t]*\n"
    r"-{3,}[ \t]*(?:\n|\Z)"
    r"(?:日期：(?P<dated>[^\n]*)(?:\n|\Z))?"
)
FRONT_MATTER_LINE = re.compile(r"^(?P<name>\w+):[ \t]*(?P<value>[^\n]*?)[ \t]*$", re.MULTILINE)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse(text: str, key: str) -> tuple[ParsedEntry, ...] | None:
    """Return the one entry of a feed file, or None when the text does not begin as one.

    Raises
    ------
    NoUrlError
        The header's address is not an absolute http or https URL.
    """
    header = HEADER.match(text)
    if header is None:
        return None
    front_matter = dict(FRONT_MATTER_LINE.findall(header["front_matter"] or ""))
    url = header["url"]
    if not _is_absolute(url):
        raise NoUrlError(f"{key}: the header's address {url[:200]!r} is not an absolute http or https URL")
    return (
        ParsedEntry(
            source=source_of(key, url),
            raw_title=header["title"],
            raw_url=url,
            published_at=_published_at(header["timestamp"], header["dated"], front_matter),
            html=_body(text[header.end() :], wrapped=header["front_matter"] is not None),
            authors=_authors(front_matter),
        ),
    )


def _is_absolute(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # an unbalanced bracket in the host
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


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
