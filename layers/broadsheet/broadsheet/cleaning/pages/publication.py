"""When an article was published, as its page prints it: near the headline, behind a label, in its address.

What a page's head states for machines comes before all of this; see the module of facts.
"""

import re
from datetime import datetime, timedelta

from lxml import html

from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.dates import day_in, stated_moment
from broadsheet.cleaning.pages.names import COMMENTS, words_of
from broadsheet.cleaning.pages.printed import Printed

_UPDATED = re.compile(
    r"updat|modif|revis|aktualis|aktualiz|mise à jour|mis à jour|actualiz|aggiorn|обновл|更新", re.IGNORECASE
)
_PUBLISHED = re.compile(
    r"publi|post|veröff|posted|erstellt|dodano|опубл|发布|發布|發表|data|date", re.IGNORECASE
)
# What calls the date behind it the publication's.
_LABEL = re.compile(
    r"(?:^|[\s|(（·•])(?:published(?: on| at)?|date published|publication date|post(?:ed)? (?:on|at|time|date)|first published|veröffentlicht(?: am)?|erschienen am"
    r"|publié le|mis en ligne le|date de publication|publicado(?: el| em)?|fecha de publicación|data de publicação|pubblicato(?: il)?"
    r"|data di pubblicazione|gepubliceerd(?: op)?|geplaatst op|publicerad|publisert|udgivet|opublikowano|data publikacji|data dodania"
    r"|publikováno|vydáno|zverejnené|megjelent|közzétéve|objavljeno|publicat(?: la| pe)?|yayınlanma(?: tarihi)?|опубликовано|дата публикации|опубліковано|публикувана(?: на)?"
    r"|δημοσιεύ(?:θηκε|τηκε)|发布(?:时间|日期|于)?|發[布佈](?:時間|日期|於)?|发表(?:时间|于)|發表(?:時間|於)|时间|時間|日期|公開日|掲載日|投稿日|配信日"
    r"|등록|입력|게시일|تاریخ انتشار|تاريخ النشر|نشر في)\s*[:：]?\s*(?=\S{0,12}\s?\d)",
    re.IGNORECASE,
)
# The same in what scripts make a page of.
_IN_SCRIPT = re.compile(
    r"\"(?:datePublished|date_published|publish(?:ed)?_?(?:date|time|at)|firstPublished(?:At|Date)?|pub_?date)\\?\"\s*:\s*\\?\"((?:19|20)\d\d-[^\"\\]{5,30})",
    re.IGNORECASE,
)
_LONGEST_BLOCK, _LONGEST_DATE = 240, 40  # characters
_MARKED_QUERY = (
    ".//time|.//*[@itemprop='datePublished' or @property='datePublished' or @property='schema:datePublished'"
    " or @property='dc:date' or @property='dc:created' or @property='dcterms:created']"
)
_LONGEST_DATE_LINE = 100  # characters
_LONGEST_SHOWN = 160  # characters
_SAME = timedelta(days=2)  # a day in a zone of its own, and the night after it


def agreed(printed: datetime | None, in_address: datetime | None) -> datetime | None:
    """Return the printed moment, unless the page's address names another day: nobody changes an address."""
    if printed and in_address and abs(printed - in_address) > _SAME:
        return in_address
    return printed or in_address


def published_printed(printed: Printed, *, is_day_first: bool = False) -> datetime | None:
    """Return the day of publication that is printed near the headline, not that of a later change."""
    for value in (_value(element) for element in printed.times if not _is_of_update(element)):
        if moment := stated_moment(value) or day_in(value, is_day_first=is_day_first):
            return moment
    dated = [line for line in printed.lines if len(line) <= _LONGEST_DATE_LINE]
    said = [line for line in dated if _PUBLISHED.search(line)]
    for line in (*said, *dated):
        before = _UPDATED.split(line)[0]
        if not _UPDATED.match(line) and (moment := day_in(before, is_day_first=is_day_first)):
            return moment
    return None


def published_labelled(top: Box, *, is_day_first: bool = False) -> datetime | None:
    """Return the day that a label calls the publication's wherever it stands; None where labels differ."""
    moments = _labelled(_LABEL, top, is_day_first=is_day_first)
    return moments.pop() if len(moments) == 1 else None


def published_before(stated: datetime, top: Box, *, is_day_first: bool = False) -> datetime | None:
    """Return the labelled day of publication where a page prints the stated one as that of a later change."""
    published = published_labelled(top, is_day_first=is_day_first)
    if published is None or stated.date() - published.date() < _SAME:
        return None
    updated = {moment.date() for moment in _labelled(_UPDATED, top, is_day_first=is_day_first)}
    return published if stated.date() in updated else None


def _labelled(label: re.Pattern[str], top: Box, *, is_day_first: bool) -> set[datetime]:
    """Return the days that stand right behind a label."""
    return {
        moment
        for box in top.within()
        if len(box.text) <= _LONGEST_BLOCK
        and (found := label.search(box.text))
        and not _is_in_comments(box.element)
        and (moment := day_in(box.text[found.end() :][:_LONGEST_DATE], is_day_first=is_day_first))
    }


def published_scripted(markup: str) -> datetime | None:
    """Return the day that all dates of publication in a page's scripts name; None where they differ."""
    moments = [moment for found in _IN_SCRIPT.finditer(markup) if (moment := stated_moment(found[1]))]
    return moments[0] if len({moment.date() for moment in moments}) == 1 else None


def published_marked(root: html.HtmlElement) -> datetime | None:
    """Return the day that all the page's marked dates name, wherever they stand; None where they differ.

    Marked are `time` elements, microdata's `datePublished` and RDFa's dates, but for those of comments and
    of changes.
    """
    marked = [
        element
        for element in root.xpath(_MARKED_QUERY)
        if not _is_of_update(element) and not _is_in_comments(element)
    ]
    moments = [moment for value in map(_value, marked) if (moment := stated_moment(value) or day_in(value))]
    return moments[0] if len({moment.date() for moment in moments}) == 1 else None


def _is_in_comments(element: html.HtmlElement) -> bool:
    return any(words_of(holder) & COMMENTS for holder in (element, *element.iterancestors()))


def _is_of_update(element: html.HtmlElement) -> bool:
    parent = element.getparent()
    before = (parent.text or "") if parent is not None else ""
    return bool(
        _UPDATED.search(f"{element.get('class') or ''} {element.get('itemprop') or ''} {before[-30:]}")
    )


def _value(element: html.HtmlElement) -> str:
    """Return the moment that the element states; an abbreviation states one in its title (hCalendar)."""
    if element.tag == "abbr":
        return element.get("title") or ""
    return element.get("datetime") or element.get("content") or _shown(element)


def _shown(element: html.HtmlElement) -> str:
    return " ".join(str(text) for text in element.itertext())[:_LONGEST_SHOWN]
