"""A whole page narrowed to its article."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from broadsheet.cleaning.pages.boxes import Box
from broadsheet.cleaning.pages.choosing import headline_of, main_of
from broadsheet.cleaning.pages.leading import put_leading_picture
from broadsheet.cleaning.pages.names import COMMENTS, words_of
from broadsheet.cleaning.pages.printed import Printed, printed_beside
from broadsheet.cleaning.pages.surroundings import drop_surroundings
from broadsheet.cleaning.pages.teasers import drop_teasers
from broadsheet.cleaning.pages.trimming import trim

_MUCH = 0.3  # of the prose
_LITTLE = 0.1  # of the letters
_PARTS = frozenset({"nav", "header", "footer", "aside", "form", "main"})
_ROOTS = frozenset({"html", "body"})
_NAMES = frozenset({"class", "id", "role"})
_LONGEST_COUNTER = 20  # characters
_KEPT_TAGS = frozenset({"td", "li", "blockquote", "pre", "p", "table", "tr", "tbody", "ul", "ol", "dl", "dd"})


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """The main content of a page as HTML, and what is printed beside its headline."""

    html: str
    printed: Printed


def narrowed(top: Box, *, titles: tuple[str, ...], description: str = "", picture: str = "") -> Narrowed:
    """Return the main content of the page whose outermost box this is; `titles` are what it may be called.

    `picture` is the address of the picture that the page names as its own.

    The boxes are changed, and the page's tree with them.
    """
    headline = headline_of(top, titles)
    printed = printed_beside(top, headline)
    main = _all_of(top) if _is_plain(top) else _article_of(top, headline, description)
    if headline is not None:
        headline.drop()
        put_leading_picture(top, main, picture)
    return Narrowed(html=_written(main), printed=printed)


def _is_plain(top: Box) -> bool:
    """Whether nothing on the page has a name or is set apart, and little of it leads elsewhere.

    Such a document somebody wrote by hand, or a program from one: all of it is the article.
    """
    return top.all_linked <= _LITTLE * top.all_length and not any(
        box.tag in _PARTS or (box.tag not in _ROOTS and not _NAMES.isdisjoint(box.element.keys()))
        for box in top.within()
    )


def _all_of(top: Box) -> Box:
    return next((box for box in top.within() if box.tag == "body"), top)


def _article_of(top: Box, headline: Box | None, description: str) -> Box:
    """Return the box of the article, without what surrounds it on the page and within."""
    drop_surroundings(top, headline)
    drop_teasers(top)
    main = main_of(top, headline, description)
    trim(main, headline)
    _drop_counters(main)
    return main


def _drop_counters(main: Box) -> None:
    """Drop what counts comments or leads to them within a line, as beside each paragraph."""
    for element in list(main.element.iter("a", "span", "small")):
        text = "".join(element.itertext()).strip()
        if len(text) <= _LONGEST_COUNTER and element is not main.element and words_of(element) & COMMENTS:
            element.drop_tree()


def _written(main: Box) -> str:
    """Return the box as HTML without what is gone; a part that holds much of the text loses its name.

    Its name has been judged here, with all of the page in sight.
    """
    for box in list(_within(main)):
        if box.is_gone:
            if box.element.getparent() is not None:
                box.element.drop_tree()
        elif box.all_prose > _MUCH * main.all_prose:
            for name in ("class", "id", "hidden", "style", "role"):
                box.element.attrib.pop(name, None)
            if box.tag not in _KEPT_TAGS:
                box.element.tag = "div"
    if main.tag in {"html", "body"}:
        main.element.tag = "div"
    return str(etree.tostring(main.element, encoding="unicode", method="html", with_tail=False))


def _within(main: Box) -> Iterator[Box]:
    """Yield all boxes within, and those that are gone without what they held."""
    waiting = [main]
    while waiting:
        box = waiting.pop()
        yield box
        if not box.is_gone:
            waiting.extend(box.boxes)
