"""The top of the article: the repeated headline and the lines of date and byline that stand over the text."""

import re

from broadsheet.cleaning.blocks import leaves, remove
from broadsheet.cleaning.page import Page

_DATE_LINE = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})"
    r"|\d\d/\d\d/\d{4} - \d\d:\d\d"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* \d{1,2}(?:st|nd|rd|th)? \d{4}"
    r"|(?:最近更新[：:]\s*)?(?:\d{1,2}\s*(?:分钟|小时|天)前|\d{4}年\s*\d{1,2}月\s*\d{1,2}日(?:\S{0,4}\d{1,2}点\d{1,2}分?)?)"
)
_NOT_LETTERS = re.compile(r"[\W_]+")


def take_opening(page: Page) -> None:
    """Drop the repeated headline and the date lines from the top; remember dates and bylines."""
    headline = _NOT_LETTERS.sub("", page.title)
    for block, text in leaves(page.soup)[:-1]:
        lines = text.split("\n")
        dates = [line for line in lines if _DATE_LINE.fullmatch(line)]
        if _NOT_LETTERS.sub("", text) == headline:
            page.audit.note("repeated-headline", text)
        elif dates and len(text) < 80:
            page.dates += dates
            page.bylines += [line for line in lines if line not in dates]
            page.audit.note("date-line", text)
        else:
            break
        remove(block)
