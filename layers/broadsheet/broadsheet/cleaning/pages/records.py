"""The record of the article in the data that a script draws the page from, as those of Next.js.

It is the one that bears the page's title; what else is in the data is of other articles, and of the site.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime

from broadsheet.cleaning.pages.dates import stated_moment
from broadsheet.cleaning.soup import letters_of

_DATA = re.compile(r"<script\b[^<>]{0,300}?\btype=[\"']application/json[\"'][^<>]{0,300}>", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_TITLES = ("title", "headline", "name")
# The letters of what content systems call the day of publication, the more exact before the broader.
_PUBLISHED = (
    "datepublished", "firstpublishedat", "publishedat", "publishdate", "publisheddate", "publicationdate",
    "published", "postdate", "date",
)  # fmt: skip
_LONGEST, _MOST = 2_000_000, 20_000  # characters and values of the data of a page
_SHORTEST = 8  # letters of a title


def published_in_record(markup: str, titles: tuple[str, ...]) -> datetime | None:
    """Return when the record of these titles says that it was published; None where the data has none."""
    wanted = {letters for title in titles if len(letters := letters_of(title)) >= _SHORTEST}
    moments = (_moment_of(record) for record in _records(markup) if wanted & _titles_of(record))
    return next((moment for moment in moments if moment), None)


def _titles_of(record: dict[str, object]) -> set[str]:
    return {letters_of(title) for name in _TITLES if isinstance(title := record.get(name), str)}


def _moment_of(record: dict[str, object]) -> datetime | None:
    stated = {letters_of(name): value for name, value in record.items() if isinstance(value, str)}
    moments = (stated_moment(stated[name]) for name in _PUBLISHED if name in stated)
    return next((moment for moment in moments if moment), None)


def _records(markup: str) -> Iterator[dict[str, object]]:
    """Yield the objects in the page's data, those that hold others before these."""
    read = 0
    for beginning in _DATA.finditer(markup):
        end = _END.search(markup, beginning.end())
        if end is None:
            return
        text = markup[beginning.end() : end.start()]
        read += len(text)
        if read > _LONGEST:
            return
        try:
            waiting = [json.loads(text)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST):
            if not waiting:
                break
            value = waiting.pop()
            if isinstance(value, dict):
                yield value
                waiting += reversed(value.values())
            elif isinstance(value, list):
                waiting += reversed(value)
