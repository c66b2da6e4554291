"""What a page prints beside its headline: bylines and dates, for pages whose markup is silent."""

import re
from dataclasses import dataclass
from datetime import datetime

from lxml import html

from broadsheet.cleaning.pages.authors import people_in, printed_byline
from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.dates import day_in, stated_moment
from broadsheet.cleaning.pages.names import COMMENTS, words_of

_ABOVE, _BELOW = 14, 30  # boxes around the headline in which its facts are printed
_LONGEST_LINE = 160
_LONGEST_DATE_LINE = 100
_AUTHOR = frozenset(
    {
        "author",
        "authors",
        "byline",
        "authorname",
        "author-name",
        "byline-name",
        "writer",
        "posted-by",
        "by-author",
        "fn",
    }
)
_AUTHOR_QUERY = (
    ".//*[@rel='author' or @itemprop='author' or contains(@class, 'uthor') or contains(@class, 'yline') or contains(@class, 'writer')"
    " or contains(@class, 'posted-by')]"
)
_UPDATED = re.compile(
    r"updat|modif|revis|aktualis|aktualiz|mise à jour|mis à jour|actualiz|aggiorn|обновл|更新", re.IGNORECASE
)
_PUBLISHED = re.compile(
    r"publi|post|veröff|posted|erstellt|dodano|опубл|发布|發布|發表|data|date", re.IGNORECASE
)
_BY_ALONE = re.compile(
    r"(?:.{0,40}\s)?(?P<word>(?:written |posted |published )?by:?|authors?:?|von|par|por|autor:?|автор:?|作者[：:]?)",
    re.IGNORECASE,
)
_ON_ALONE = re.compile(
    r"(?P<word>(?:published|posted|date|publish date|published on|posted on|updated|last updated)\s*(?:on|at|date)?:?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Printed:
    """Lines near the headline, names that markup calls authors there, and the values of `time` elements there."""

    lines: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    times: tuple[str, ...] = ()


def printed_beside(top: Box, headline: Box | None) -> Printed:
    """Return what is printed near the headline; nothing where the page has none."""
    headline = headline or next((box for box in top.within() if box.tag == "h1"), None)
    if headline is None:
        return Printed()
    near = {
        box.element: box
        for box in top.within()
        if headline.number - _ABOVE <= box.number <= headline.number + _BELOW and not _is_of_comments(box)
    }
    after = [box for box in near.values() if box.number > headline.number]
    before = [box for box in near.values() if box.number < headline.number]
    lines = [line for box in (*after, *before) for line in _lines(box.text)]
    authors = [
        element
        for element in top.element.xpath(_AUTHOR_QUERY)
        if _is_author(element) and _nearest(element, near)
    ]
    times = [element for element in top.element.iter("time") if _nearest(element, near)]
    return Printed(
        lines=tuple(_joined(lines)),
        names=tuple(name for element in authors if (name := _text(element))),
        times=tuple(
            value
            for element in times
            if not _is_of_update(element) and (value := element.get("datetime") or _text(element))
        ),
    )


def _lines(text: str) -> list[str]:
    folded = [" ".join(line.split()) for line in text.split("\n\n")] if len(text) <= _LONGEST_LINE else []
    whole = " ".join(text.split())
    return [whole] if 0 < len(whole) <= _LONGEST_LINE else [line for line in folded if line]


def _joined(lines: list[str]) -> list[str]:
    """Return the lines; what stands alone as `By` or `Published` belongs to the line behind it."""
    joined, position = list[str](), 0
    while position < len(lines):
        line = lines[position]
        alone = _BY_ALONE.fullmatch(line) or _ON_ALONE.fullmatch(line)
        if alone and position + 1 < len(lines):
            line = f"{alone['word']} {lines[position + 1]}"
            position += 1
        joined.append(line)
        position += 1
    return joined


def _is_of_comments(box: Box) -> bool:
    return any(words_of(holder.element) & COMMENTS for holder in (box, *box.holders()))


def _is_author(element: html.HtmlElement) -> bool:
    return (
        element.get("rel") == "author"
        or element.get("itemprop") == "author"
        or bool(words_of(element) & _AUTHOR)
    )


def _nearest(element: html.HtmlElement, near: dict[html.HtmlElement, Box]) -> Box | None:
    """Return the box near the headline that the element stands in, if it does."""
    step: html.HtmlElement | None = element
    for _ in range(8):
        if step is None or words_of(step) & COMMENTS:
            return None
        if step in near:
            return near[step]
        step = step.getparent()
    return None


def _text(element: html.HtmlElement) -> str:
    named = element.xpath(".//*[@itemprop='name']") if element.get("itemprop") == "author" else []
    return " ".join(str(text) for text in (named[0] if named else element).itertext())[:_LONGEST_LINE]


def _is_of_update(element: html.HtmlElement) -> bool:
    parent = element.getparent()
    before = (parent.text or "") if parent is not None else ""
    return bool(
        _UPDATED.search(f"{element.get('class') or ''} {element.get('itemprop') or ''} {before[-30:]}")
    )


def authors_printed(printed: Printed, site: str) -> tuple[str, ...]:
    """Return the persons that the lines or the markup near the headline give as authors."""
    for names in (
        [printed_byline(" ".join(name.split())) or " ".join(name.split()) for name in printed.names],
        [printed_byline(line) for line in printed.lines],
    ):
        for name in names:
            found = people_in([name], site)
            if found and all(_is_name(person) for person in found):
                return found
    return ()


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 5
        and (not text.isascii() or words[0][0].isupper())
        and not re.search(r"[.!?:]\s|\b(?:the|is|are|was|our|your|this|with)\b|[©<>{}]", text)
    )


def published_printed(printed: Printed) -> datetime | None:
    """Return the day of publication that is printed near the headline, not that of a later change."""
    for value in printed.times:
        if moment := stated_moment(value) or day_in(value):
            return moment
    dated = [line for line in printed.lines if len(line) <= _LONGEST_DATE_LINE]
    said = [line for line in dated if _PUBLISHED.search(line)]
    for line in (*said, *dated):
        if not _UPDATED.match(line) and (moment := day_in(_UPDATED.split(line)[0])):
            return moment
    return None


def published_marked(root: html.HtmlElement) -> datetime | None:
    """Return the day that all the page's marked dates name, wherever they stand; None where they differ.

    Marked are `time` elements and microdata's `datePublished`, but for those of comments and of changes.
    """
    marked = [
        element
        for element in root.xpath(".//time|.//*[@itemprop='datePublished']")
        if not _is_of_update(element) and not _is_in_comments(element)
    ]
    values = (element.get("datetime") or element.get("content") or _text(element) for element in marked)
    moments = [moment for value in values if (moment := stated_moment(value) or day_in(value))]
    return moments[0] if len({moment.date() for moment in moments}) == 1 else None


def _is_in_comments(element: html.HtmlElement) -> bool:
    return any(words_of(holder) & COMMENTS for holder in (element, *element.iterancestors()))
