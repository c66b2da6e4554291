"""Lines that begin or end most entries of one document alike: what feed software adds to every entry.

Told by comparing the entries, which a rule that sees one of them cannot.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from broadsheet.article import ParsedEntry
from broadsheet.parsing.bodies import text_of

LEAST_ENTRIES = 3  # in fewer, what is alike may be said twice on purpose
MOST_LINES = 3  # at either end
LOOKED_AT = 5_000  # characters at either end
LONGEST = 600  # characters; a longer line is prose, however often it comes

_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li"
    r"|main|nav|ol|p|pre|section|table|tbody|td|th|thead|tr|ul)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"<(?P<name>script|style)\b.{0,5000}?</(?P=name)\s*>|<!--.{0,5000}?-->", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")


def with_repeated(entries: Iterable[ParsedEntry]) -> tuple[ParsedEntry, ...]:
    """Return the entries of one document, each told which lines at its ends are those of most of them."""
    entries = tuple(entries)
    if len(entries) < LEAST_ENTRIES:
        return entries
    counts = Counter(line for entry in entries for line in set(_ends_of(entry.html)))
    least = max(LEAST_ENTRIES, len(entries) // 2 + 1)
    repeated = tuple(line for line, count in counts.items() if count >= least)
    return tuple(replace(entry, repeated=repeated) for entry in entries) if repeated else entries


def _ends_of(html: str) -> Iterator[str]:
    """Yield the first lines of a body, and the last."""
    first = _lines_of(html[:LOOKED_AT])
    last = _lines_of(html[-LOOKED_AT:]) if len(html) > LOOKED_AT else first
    yield from (line for line in (*first[:MOST_LINES], *last[-MOST_LINES:]) if len(line) <= LONGEST)


def _lines_of(html: str) -> list[str]:
    pieces = _BLOCK.split(_UNREAD.sub("", html))
    return [line for piece in pieces if (line := text_of(_TAG.sub(" ", piece)))]
