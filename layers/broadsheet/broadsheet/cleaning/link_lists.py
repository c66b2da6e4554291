"""Lists of links to other articles of the same publisher, set into the text without a heading."""

from bs4 import Tag

from broadsheet.cleaning.blocks import lines, remove
from broadsheet.cleaning.page import Page, host_of
from broadsheet.cleaning.soup import attribute, text_of

_SHORTEST_HEADLINE = 8
_PROSE = 20
"""A paragraph of this many characters is prose; a list above all prose may be the article's own contents."""


def drop_link_lists(page: Page) -> None:
    """Drop each list below the first prose whose items are nothing but links to the publisher's own pages.

    A list that the paragraph before it introduces with a colon stays.
    """
    first = next(
        (line.block for line in lines(page.soup) if line.block.name == "p" and len(line.text) >= _PROSE), None
    )
    if first is None:
        return
    for listing in first.find_all_next(("ul", "ol")):
        if (
            page.soup in listing.parents
            and not _is_introduced(listing)
            and _is_of_own_articles(listing, page)
        ):
            page.audit.note("link-list", text_of(listing))
            remove(listing)


def _is_introduced(listing: Tag) -> bool:
    before = listing.find_previous_sibling()
    return isinstance(before, Tag) and text_of(before).endswith((":", "："))


def _is_of_own_articles(listing: Tag, page: Page) -> bool:
    own = host_of(page.url)
    found = lines(listing)
    return bool(found) and all(
        line.is_only_links
        and len(line.text) >= _SHORTEST_HEADLINE
        and all(host_of(attribute(link, "href")) == own for link in line.links())
        for line in found
    )
