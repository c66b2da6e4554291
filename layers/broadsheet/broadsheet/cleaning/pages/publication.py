"""When an article was published, as its page prints it: near the headline, behind a label, in its title.

What a page's head states for machines comes before all of this; see the module of facts.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from lxml import html

from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.customs import ANYWHERE, Customs
from broadsheet.cleaning.pages.date_labels import BARE_LABEL, ELSEWHEN, LABEL, PUBLISHED, UPDATED
from broadsheet.cleaning.pages.dates import day_in, is_only_a_day, short_day_in, stated_moment
from broadsheet.cleaning.pages.names import COMMENTS, words_of
from broadsheet.cleaning.pages.printed import MOMENTS, Printed

# What scripts make a page of.
_IN_SCRIPT = re.compile(
    r"\b(?:datePublished|publish(?:ed)?_?(?:date|time|at|on)|publication_?date|date_?published|first_?published(?:_?(?:at|date))?|pub_?date)\\?[\"']?"
    r"\s*[:=]\s*\\?[\"']((?:19|20)\d\d-[^\"'\\]{5,30})"
    r"|\bvar (?:ct|ori_?create_?time)\s*=\s*[\"'](\d{10})[\"']",  # as WeChat names it
    re.IGNORECASE,
)
_STRUCTURED = re.compile(r"<script[^>]{0,500}ld\+json", re.IGNORECASE)
_END_OF_SCRIPT = re.compile(r"</script", re.IGNORECASE)
_LONGEST_BLOCK, _LONGEST_DATE = 240, 40  # characters
_MARKED_QUERY = (
    ".//time|.//*[@itemprop='datePublished' or @property='datePublished' or @property='schema:datePublished'"
    " or @property='dc:date' or @property='dc:created' or @property='dcterms:created'"
    " or contains(@class, 'published-date') or contains(@class, 'publish-date') or contains(@class, 'pubdate')]"
)
_LONGEST_DATE_LINE = 100  # characters
_LONGEST_SHORT_LINE = 45  # characters of a line in which the year may have two digits
_LONGEST_SHOWN = 160  # characters
_RIGHT_BELOW = 3  # lines
_SAME = timedelta(days=2)  # a day in a zone of its own, and the night after it
# What tells of a day rather than being of one: words that nothing but blanks parts.
_RUNNING = re.compile(r"(?:(?<![^\W\d_])[^\W\d_A-Z][^\W\d_]*[ ]+){4}")
# As WordPress and its themes name the date of what was never changed.
_SAYS_BOTH = re.compile("publi|(?:post|entry)[-_]?date", re.IGNORECASE)
# `LONDON, March 14, 2021 (Harbour Wire) - `: the place in capitals, the day, and the agency.
_DATELINE = re.compile(
    r"\s*(?=[^\W\d_]{3})([^\d()/a-z]{3,60})[,–—-]\s?([^()/–—]{6,30}?)\s*(?:\([^()]{2,40}\)|/[^/]{2,40}/)\s*[-–—]"
)
# `(14.03.2021) The lamp is lit`: the day alone, before the first words.
_DAY_BEFORE = re.compile(r"\s*[(（]([^()（）]{6,30})[)）]\s*(?=[^\W\d_])")
_ENDS_SENTENCE = re.compile(r"[^\W\d_]{3,}[.:!?]$")


def agreed(printed: datetime | None, in_address: datetime | None) -> datetime | None:
    """Return the printed moment, unless the page's address names another day: nobody changes an address."""
    if printed and in_address and abs(printed - in_address) > _SAME:
        return in_address
    return printed or in_address


def published_first(stated: datetime, in_address: datetime | None) -> datetime:
    """Return the stated moment, unless the page's address names an earlier day: it was published anew."""
    return in_address if in_address and stated - in_address > _SAME else stated


def published_printed(printed: Printed, customs: Customs = ANYWHERE) -> datetime | None:
    """Return the day of publication that is printed near the headline, not that of a later change."""
    if moment := _shown_by_an_element(printed, customs):
        return moment
    changes = {_line(element) for element in printed.dates if _is_of_update(element)}
    dates = [_line(element) for element in printed.dates]
    dated = [
        line for line in (*dates, *printed.lines) if len(line) <= _LONGEST_DATE_LINE and line not in changes
    ]
    said = [line for line in dated if PUBLISHED.search(line)]
    for line in (*said, *dated):
        before = UPDATED.split(line)[0]
        if not UPDATED.match(line) and not _tells(before) and (moment := day_in(before, customs)):
            return moment
    short = [
        line for line in (*said, *dated) if len(line) <= _LONGEST_SHORT_LINE and not UPDATED.search(line)
    ]
    return _first(short_day_in(line, customs) for line in short if not _tells(line))


def _shown_by_an_element(printed: Printed, customs: Customs) -> datetime | None:
    """Return the first moment that an element near the headline states; of several, the one right below it."""
    elements = (element for element in printed.times if not _is_of_update(element))
    moments = [moment for element in elements if (moment := _moment_of(element, customs))]
    below = {day_in(line, customs) for line in printed.lines[:_RIGHT_BELOW] if is_only_a_day(line, customs)}
    days = {day.date() for day in below if day}
    return next((moment for moment in moments if moment.date() in days), next(iter(moments), None))


def _moment_of(element: html.HtmlElement, customs: Customs) -> datetime | None:
    """Return the moment that an element states; the day that it shows behind a label, if it states another."""
    stated = _first(stated_moment(value) or day_in(value, customs) for value in _values(element))
    shown = _line(element)
    label = LABEL.search(shown)
    labelled = day_in(shown[label.end() :], customs) if label else None
    return labelled if stated and labelled and abs(stated - labelled) > _SAME else stated


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return next((moment for moment in moments if moment), None)


def _tells(line: str) -> bool:
    """Whether the line tells of a day, as prose does and announcements do, rather than bears its date."""
    if LABEL.search(line):
        return False
    return bool(
        ELSEWHEN.search(line)
        or _RUNNING.search(line)
        or (_ENDS_SENTENCE.search(line) and not is_only_a_day(line) and len(line.split()) > 6)
    )


def published_labelled(top: Box, customs: Customs = ANYWHERE) -> datetime | None:
    """Return the day that a label calls the publication's wherever it stands; None where labels differ."""
    moments = _labelled(LABEL, top, customs) or _alone(top, customs)
    return moments.pop() if len(moments) == 1 else None


def published_before(stated: datetime, top: Box, customs: Customs = ANYWHERE) -> datetime | None:
    """Return the labelled day of publication where a page prints the stated one as that of a later change."""
    published = published_labelled(top, customs)
    if published is None or stated.date() - published.date() < _SAME:
        return None
    updated = {moment.date() for moment in _labelled(UPDATED, top, customs)}
    return published if stated.date() in updated else None


def _labelled(label: re.Pattern[str], top: Box, customs: Customs) -> set[datetime]:
    """Return the days that stand right behind a label."""
    return {
        moment
        for box in top.within()
        if len(box.text) <= _LONGEST_BLOCK
        and (found := label.search(box.text))
        and not _is_in_comments(box.element)
        and (moment := day_in(box.text[found.end() :][:_LONGEST_DATE], customs))
    }


def _alone(top: Box, customs: Customs) -> set[datetime]:
    """Return the days that stand in boxes of their own behind what may label any date."""
    return {
        moment
        for box in top.within()
        if (found := BARE_LABEL.fullmatch(box.text))
        and is_only_a_day(found[1])
        and not _is_in_comments(box.element)
        and (moment := day_in(found[1], customs))
    }


def published_in_dateline(top: Box, customs: Customs = ANYWHERE) -> datetime | None:
    """Return the day that stands before the article's first words, between a place and an agency or alone."""
    beginnings = [box.text[:_LONGEST_BLOCK] for box in top.within()]
    lines = [found[2] for beginning in beginnings if (found := _DATELINE.match(beginning))]
    alone = [found[1] for beginning in beginnings if (found := _DAY_BEFORE.match(beginning))]
    if len(alone) == 1:  # more are a list of what happened when
        lines += alone
    return _first(day_in(line, customs) for line in lines if is_only_a_day(line, customs))


def published_scripted(markup: str) -> datetime | None:
    """Return the day that all dates of publication in a page's scripts name; None where they differ."""
    values = (found[1] or found[2] for code in _unstructured(markup) for found in _IN_SCRIPT.finditer(code))
    moments = [moment for value in values if (moment := stated_moment(value))]
    return moments[0] if len({moment.date() for moment in moments}) == 1 else None


def _unstructured(markup: str) -> Iterator[str]:
    """Yield the page without its JSON-LD, which has been read, and tells whose each date is."""
    position = 0
    while found := _STRUCTURED.search(markup, position):
        yield markup[position : found.start()]
        end = _END_OF_SCRIPT.search(markup, found.end())
        if end is None:
            return
        position = end.end()
    yield markup[position:]


def published_marked(root: html.HtmlElement) -> datetime | None:
    """Return the day that all the page's marked dates name, wherever they stand; None where they differ.

    Marked are `time` elements, microdata's `datePublished`, RDFa's dates and classes that say so, but for those
    of comments and of changes.
    """
    marked = [
        element
        for element in root.xpath(_MARKED_QUERY)
        if not _is_of_update(element) and not _is_in_comments(element)
    ]
    values = (value for element in marked for value in _values(element)[:1])
    moments = [moment for value in values if (moment := stated_moment(value) or day_in(value))]
    return moments[0] if len({moment.date() for moment in moments}) == 1 else None


def published_in_titles(titles: tuple[str, ...], customs: Customs = ANYWHERE) -> datetime | None:
    """Return the day that is a part of the page's title, as behind the name of its outlet."""
    parts = (part for title in titles for part in re.split(r"\s[|–—·•-]\s|\s*[|｜]\s*", title)[1:])
    return _first(day_in(part, customs) for part in parts if is_only_a_day(part))


def _is_in_comments(element: html.HtmlElement) -> bool:
    return any(words_of(holder) & COMMENTS for holder in (element, *element.iterancestors()))


def _is_of_update(element: html.HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    parent = element.getparent()
    previous = element.getprevious()
    text = (
        parent.text
        if parent is not None and previous is None
        else previous.tail
        if previous is not None
        else ""
    )
    before, *changed = UPDATED.split((text or "")[-30:])
    if changed:
        return not PUBLISHED.search(changed[-1])
    return bool(not PUBLISHED.search(before) and UPDATED.search(names) and not _SAYS_BOTH.search(names))


def _values(element: html.HtmlElement) -> list[str]:
    """Return what moments the element may state, the more exact before what it shows.

    An abbreviation states one in its title (hCalendar), and shows how long ago that is.
    """
    stated = [value for name in MOMENTS if (value := element.get(name))]
    if element.tag == "abbr":
        return stated
    return [*stated, _shown(element)] if element.tag == "time" or not stated else stated


def _line(element: html.HtmlElement) -> str:
    return " ".join(_shown(element).split())


def _shown(element: html.HtmlElement) -> str:
    return " ".join(str(text) for text in element.itertext())[:_LONGEST_SHOWN]
