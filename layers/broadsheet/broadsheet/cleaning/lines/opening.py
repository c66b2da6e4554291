"""The top of the article: the repeated headline and the lines of date and byline that stand over the text.

Reads the first lines' text, links and blocks, and the title. Changes: drops lines; adds to the page's bylines
and dates.
"""

import re
from functools import lru_cache

from broadsheet.cleaning.document.lines import Line
from broadsheet.cleaning.facts.bylines import is_person
from broadsheet.cleaning.facts.dates import is_date_line
from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import fold, letters_of

_NOTES = re.compile(r"[（(][^（）()]*[）)]")
_LONGEST_NAMES, _LONGEST_ROLE = 60, 16  # characters of a line of names, of what stands behind one
_DEEPEST_DATE = 4  # lines from the top
_WHY = {
    "repeated-headline": "the article's title again",
    "byline": "a line of names above the date; they are the authors",
    "date-line": "a date above the text; it is the publication",
}


_letters = lru_cache(maxsize=64)(letters_of)  # the opening is taken twice, and asks of the same lines again


def take_opening(page: Page) -> None:
    """Drop the repeated headline and the lines of date and byline from the top; remember what they say."""
    headline = _letters(page.title)
    found = page.document.lines()[:-1]
    while found and _repeats(headline, found[0]):
        _drop(page, found.pop(0), "repeated-headline")
    depth = next((n for n, line in enumerate(found[:_DEEPEST_DATE]) if is_date_line(line.text)), None)
    if (
        depth is None
        or _is_diary(page.document.lines(), depth)
        or not all(_stands_over_date(found, n, depth) for n in range(depth))
    ):
        return
    for line in found[:depth]:
        page.bylines.append(line.text)
        _drop(page, line, "byline")
    for line in found[depth:]:
        if not is_date_line(line.text) and not _repeats(headline, line):
            break
        page.dates.append(line.text)
        _drop(page, line, "date-line")


def _repeats(headline: str, line: Line) -> bool:
    """Whether a line is the headline again; an untitled article has none."""
    return bool(headline) and _letters(line.text) == headline


def _is_diary(found: list[Line], first: int) -> bool:
    """Whether the date is the heading of what follows, since another further down is one in the same way."""
    if found[first].linked():
        return False
    return any(
        len(date.block.lines) == 1
        and date.text != found[first].text
        and date.block.kind == found[first].block.kind
        and is_date_line(date.text)
        and _is_prose(above)
        and _is_prose(below)
        for above, date, below in zip(
            found[first + 1 :], found[first + 2 :], found[first + 3 :], strict=False
        )
    )


def _is_prose(line: Line) -> bool:
    return not line.linked() and not is_date_line(line.text)


def _stands_over_date(found: list[Line], number: int, date: int) -> bool:
    """Whether a line above the date is the page's headline, a name, a name's role, or in the date's block."""
    line = found[number]
    return (
        line.block.kind == "h1"
        or (line.block is found[date].block and len(line.text) <= _LONGEST_NAMES)
        or is_person(_without_notes(line.text))
        or (
            len(line.text) <= _LONGEST_ROLE
            and number > 0
            and is_person(_without_notes(found[number - 1].text))
        )
    )


def _without_notes(text: str) -> str:
    return fold(_NOTES.sub("", text)) if len(text) <= _LONGEST_NAMES else ""


def _drop(page: Page, line: Line, rule: str) -> None:
    page.audit.note(rule, line.text, _WHY[rule])
    page.document.drop_line(line)
