"""Days that a page prints without their year, as Chinese ones do; what the page states of a change has it."""

import re
from datetime import datetime

from lxml import html

from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.date_labels import LABEL
from broadsheet.cleaning.pages.dates import stated_moment

_STATED_QUERY = ".//*[@itemprop='dateUpdate' or @itemprop='dateModified']/@content"
# The time may follow without a blank, in an element of its own.
_MONTH_AND_DAY = re.compile(r"(\d{1,2})(?:-|月)(\d{1,2})(?:日|(?=\d\d:\d\d)|(?!\d))(?!-)")
_LONGEST_LINE = 60  # characters


def published_without_year(root: html.HtmlElement, top: Box) -> datetime | None:
    """Return the moment of a change that the page states, on the day that a label calls the publication's."""
    stated = [moment for value in root.xpath(_STATED_QUERY) if (moment := stated_moment(str(value)))]
    if not stated:
        return None
    lines = (box.text for box in top.within() if len(box.text) <= _LONGEST_LINE)
    days = {day for line in lines if (label := LABEL.search(line)) and (day := _day(line[label.end() :]))}
    return next((moment for moment in stated if (moment.month, moment.day) in days), None)


def _day(text: str) -> tuple[int, int] | None:
    match = _MONTH_AND_DAY.match(text.strip())
    return (int(match[1]), int(match[2])) if match else None
