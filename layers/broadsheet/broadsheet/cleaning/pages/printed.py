"""What a page prints beside its headline: bylines and dates, for pages whose markup is silent."""

import re
from dataclasses import dataclass

from lxml import html

from broadsheet.cleaning.pages.authors import authors_alone, people_in, printed_byline
from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.names import COMMENTS, words_of

_ABOVE, _BELOW = 14, 30  # boxes around the headline in which its facts are printed
_LONGEST_LINE = 160  # characters
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
    " or contains(@class, 'posted-by')]|.//author"
)
_BY_ALONE = re.compile(
    r"(?!.*\b(?:directed|produced|photo\w*|pictures?|illustrat\w*|edited|reviewed|sponsored|powered|developed|translated|music|created)\s+by)"
    r"(?:.{0,40}\s)?(?P<word>(?:written |posted |published )?by:?|authors?:?|von|par|por|autor:?|автор:?|作者[：:]?)",
    re.IGNORECASE,
)
_ON_ALONE = re.compile(
    r"(?P<word>(?:published|posted|date|publish date|published on|posted on|updated|last updated)\s*(?:on|at|date)?:?)",
    re.IGNORECASE,
)


MOMENTS = (
    "datetime", "content", "data-datetime", "data-published", "data-publish-date", "data-pubdate", "data-utime", "data-timestamp",
    "data-unixtime", "data-time", "data-date", "title",
)  # fmt: skip
"""Attributes in which an element may state the moment that it shows, the more exact first."""
_TIMES_QUERY = (
    ".//time|.//abbr|.//relative-time|.//time-ago|.//local-time|.//*[@datetime or @data-datetime or @data-published or @data-publish-date"
    " or @data-pubdate or @data-utime or @data-timestamp or @data-unixtime or @data-time or @data-date"
    " or (@title and (contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'publish')))]"
)
_DATE = frozenset(
    "date pubdate published timestamp datetime dateline posted post-date entry-date publish-date pub-date dt-published updated modified".split()
)
_TIMES = _DATE | {"time", "timeago", "time-ago", "ago", "moment"}
_TIME_TAGS = frozenset({"time", "abbr", "relative-time", "time-ago", "local-time"})
_LONGEST_DATE = 60  # characters
_WITH_HANDLE = re.compile(r"([^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]+){1,2}),? @\w{2,20}")
# Where two elements meet; the last letters of a name may stand in one of their own, for its spacing.
_JOINT = "\0"
_ENDING = re.compile(r"(?<=[^\W\d_A-Z])\0([^\W\d_A-Z]{1,2})(?![\w\0])")
_TEXTS_QUERY = ".//text()[not(ancestor::*[contains(concat(' ', @class, ' '), ' close ')])]"
# Around pages, not beside headlines.
_FRAMES = frozenset({"nav", "footer", "header"})


@dataclass(frozen=True, kw_only=True)
class Printed:
    """Lines near the headline, names and dates that markup calls so there, and the `time` elements there."""

    lines: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    dates: tuple[html.HtmlElement, ...] = ()
    times: tuple[html.HtmlElement, ...] = ()


def printed_beside(top: Box, headline: Box | None) -> Printed:
    """Return what is printed near the headline; nothing where the page has none."""
    headline = headline or next((box for box in top.within() if box.tag == "h1"), None)
    if headline is None:
        return Printed()
    near = _near(top, headline)
    holders = {holder.element for holder in headline.holders()}
    beside = sorted(near.values(), key=lambda box: abs(box.number - headline.number))
    lines = [line for box in beside if box is not headline for line in _lines(box.text)]
    authors = [
        element
        for element in top.element.xpath(_AUTHOR_QUERY)
        if _is_author(element) and _nearest(element, near) and not _is_of_frame(element, holders)
    ]
    return Printed(
        lines=tuple(_joined(lines)),
        names=tuple(name for element in authors if (name := _text(element))),
        dates=tuple(_dates(near)),
        times=tuple(_times(top, headline, near)),
    )


def _near(top: Box, headline: Box) -> dict[html.HtmlElement, Box]:
    """Return the boxes around the headline, but for those of comments and of the page's frame."""
    holders = {holder.element for holder in headline.holders()}
    return {
        box.element: box
        for box in top.within()
        if headline.number - _ABOVE <= box.number <= headline.number + _BELOW
        and not _is_of_comments(box)
        and not _is_of_frame(box.element, holders)
    }


def _times(top: Box, headline: Box, near: dict[html.HtmlElement, Box]) -> list[html.HtmlElement]:
    """Return the elements near the headline that may state a moment in an attribute."""
    holders = {holder.element for holder in headline.holders()}
    return [
        element
        for element in top.element.xpath(_TIMES_QUERY)
        if _may_show_a_moment(element)
        and _nearest(element, near)
        and not _is_of_frame(element, holders)
        and _is_short(element)
    ]


def _may_show_a_moment(element: html.HtmlElement) -> bool:
    """Whether the element is one for moments, is named so, or shows how long ago one was."""
    shown = "".join(str(text) for text in element.itertext())
    return element.tag in _TIME_TAGS or bool(words_of(element) & _TIMES) or any(map(str.isdigit, shown))


def _dates(near: dict[html.HtmlElement, Box]) -> list[html.HtmlElement]:
    """Return the elements near the headline that are named as dates."""
    return [
        element
        for box in near.values()
        for element in (box.element, *box.element.iterchildren("span"))
        if words_of(element) & _DATE and _is_short(element)
    ]


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


def _is_of_frame(element: html.HtmlElement, holders: set[html.HtmlElement]) -> bool:
    """Whether the element stands in the page's own head, foot or ways, and what holds the headline does not."""
    around = [holder for holder in (element, *element.iterancestors()) if holder not in holders]
    inmost = next((holder.tag for holder in around if holder.tag in _FRAMES), "")
    return inmost == "nav" or (bool(inmost) and next(element.iterancestors("article", "main"), None) is None)


def _is_short(element: html.HtmlElement) -> bool:
    return sum(len(str(text).strip()) for text in element.itertext()) <= _LONGEST_DATE


def _is_author(element: html.HtmlElement) -> bool:
    return (
        element.get("rel") == "author"
        or element.tag == "author"
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
    texts = map(str, (named[0] if named else element).xpath(_TEXTS_QUERY))
    text = " ".join(_ENDING.sub(r"\1", _JOINT.join(texts)).replace(_JOINT, " ").split())
    return text if len(text) <= _LONGEST_LINE else ""  # more than a name: who it is


def authors_printed(printed: Printed, site: str) -> tuple[str, ...]:
    """Return the persons that the lines or the markup near the headline give as authors."""
    for names in (
        [printed_byline(" ".join(name.split())) or " ".join(name.split()) for name in printed.names],
        [printed_byline(line) or _before_handle(line) for line in printed.lines],
    ):
        for name in names:
            found = people_in([name], site)
            if found and all(_is_name(person) for person in found):
                return found
    return ()


def _before_handle(line: str) -> str:
    """Return the name in a line of a name and the handle that its bearer has on a network; else empty."""
    found = _WITH_HANDLE.fullmatch(line)
    return found[1] if found else ""


def authors_labelled(top: Box, site: str) -> tuple[str, ...]:
    """Return the persons whom a label calls the authors wherever it stands; none where labels differ."""
    found = {
        people
        for box in top.within()
        if len(box.text) <= _LONGEST_DATE
        and (people := authors_alone(box.text, site))
        and all(map(_is_name, people))
        and not _is_of_comments(box)
    }
    return found.pop() if len(found) == 1 else ()


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 5
        and (not text.isascii() or words[0][0].isupper())
        and not re.search(
            r"(?<!\bDr)(?<!\bProf)(?<!\b[A-Z])[.!?:]\s|\b(?:the|is|are|was|our|your|this|with)\b|[©<>{}，。；：！？…]",
            text,
        )
    )
