"""The top of the article: the repeated headline and the lines of date and byline that stand over the text."""

import re

from broadsheet.cleaning.blocks import Line, lines
from broadsheet.cleaning.dates import is_date_line
from broadsheet.cleaning.page import Page

_NOT_LETTERS = re.compile(r"[\W_]+")
_LONGEST_NAMES = 60


def take_opening(page: Page) -> None:
    """Drop the repeated headline and the date lines from the top; remember dates and who stands over them."""
    headline = _letters(page.title)
    found = lines(page.soup)
    for number, line in enumerate(found[:-1]):
        if _letters(line.text) == headline:
            _drop(page, line, "repeated-headline")
        elif is_date_line(line.text):
            page.dates.append(line.text)
            _drop(page, line, "date-line")
        elif _stands_over_date(line, found[number + 1]):
            page.bylines.append(line.text)
            _drop(page, line, "byline")
        else:
            break


def _stands_over_date(line: Line, below: Line) -> bool:
    return line.block is below.block and len(line.text) <= _LONGEST_NAMES and is_date_line(below.text)


def _drop(page: Page, line: Line, rule: str) -> None:
    page.audit.note(rule, line.text)
    line.remove()


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()
