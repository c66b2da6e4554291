"""What a page prints beside its headline: bylines and dates, for pages whose markup is silent."""

import re
from dataclasses import dataclass

from lxml import html

from broadsheet.cleaning.pages.authors import people_in, printed_byline
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
    " or contains(@class, 'posted-by')]"
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


@dataclass(frozen=True, kw_only=True)
class Printed:
    """Lines near the headline, names that markup calls authors there, and the `time` elements there."""

    lines: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    times: tuple[html.HtmlElement, ...] = ()


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
    times = [element for element in top.element.iter("time", "abbr") if _nearest(element, near)]
    return Printed(
        lines=tuple(_joined(lines)),
        names=tuple(name for element in authors if (name := _text(element))),
        times=tuple(times),
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
        and not re.search(r"[.!?:]\s|\b(?:the|is|are|was|our|your|this|with)\b|[©<>{}，。；：！？…]", text)
    )
