"""Lists and lines of links to other articles of the same publisher, set into the text without a heading."""

import re

from bs4 import Tag

from broadsheet.cleaning.blocks import Line, lines, lines_in, remove
from broadsheet.cleaning.page import Page, host_of
from broadsheet.cleaning.rules_by_source import PLATFORMS
from broadsheet.cleaning.soup import attribute, text_of

_SHORTEST_HEADLINE = 8
_PROSE = 20
"""A paragraph of this many characters is prose; a list above all prose may be the article's own contents."""
_LONG_LIST = 3
_NUMBERED = re.compile(r"[\d一二三四五六七八九十]{1,3}[.、．)）:：]")
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "edu", "ac"})
_COLONS = (":", "：")


def drop_link_lists(page: Page) -> None:
    """Drop what stands below the first prose and is nothing but links to the publisher's own pages.

    A list or a line that the paragraph before it introduces with a colon stays; so does a numbered line,
    which is a heading of its own. A heading and its list at the very end go together.
    """
    found = lines(page.soup)
    first = next((line.block for line in found if line.block.name == "p" and len(line.text) >= _PROSE), None)
    if first is None:
        return
    for listing in first.find_all_next(("ul", "ol")):
        if page.soup in listing.parents and _is_of_own_articles(listing, page):
            head = listing.find_previous_sibling()
            if not (isinstance(head, Tag) and text_of(head).endswith(_COLONS)):
                _drop(page, listing)
            elif head.name in {"h2", "h3"} and _ends(listing) and len(listing.find_all("li")) >= _LONG_LIST:
                _drop(page, listing)
                _drop(page, head)
    _drop_lines(page)


def _drop_lines(page: Page) -> None:
    """Drop the paragraphs' lines that only point to own articles; on platforms, they point to anybody's."""
    if any(host_of(page.url) == host or host_of(page.url).endswith("." + host) for host in PLATFORMS):
        return
    before = ""
    below_prose = False
    for line in lines(page.soup):
        if (
            below_prose
            and line.block.name == "p"
            and _points_away(line, page)
            and not before.endswith(_COLONS)
        ):
            page.audit.note("link-list", line.text)
            line.remove()
        before = line.text
        below_prose = below_prose or (
            line.block.name == "p" and len(line.text) >= _PROSE and not line.is_only_links
        )


def _points_away(line: Line, page: Page) -> bool:
    return (
        line.is_only_links
        and len(line.text) >= _SHORTEST_HEADLINE
        and not line.text.endswith(_COLONS)
        and not _NUMBERED.match(line.text)
        and all(_is_own(link, page) for link in line.links())
    )


def _is_of_own_articles(listing: Tag, page: Page) -> bool:
    """Whether all items are headlines that are links, most of them to the publisher's own pages."""
    links = list[Tag]()
    for line in lines_in(listing):
        if not line.is_only_links or len(line.text) < _SHORTEST_HEADLINE:
            return False
        links += line.links()
    return 2 * sum(_is_own(link, page) for link in links) > len(links)


def _is_own(link: Tag, page: Page) -> bool:
    own = _name_in(host_of(page.url))
    return bool(own) and _name_in(host_of(attribute(link, "href"))).startswith(own)


def _name_in(host: str) -> str:
    """Return the label of a host that names its owner: `bbc` of `news.bbc.co.uk`."""
    labels = host.split(".")
    if len(labels) > 2 and labels[-2] in _SECOND_LEVEL:
        return labels[-3]
    return labels[-2] if len(labels) > 1 else ""


def _ends(listing: Tag) -> bool:
    """Whether no prose follows the list."""
    return not any(text_of(sibling) for sibling in listing.find_next_siblings() if sibling.name != "figure")


def _drop(page: Page, block: Tag) -> None:
    page.audit.note("link-list", text_of(block))
    remove(block)
