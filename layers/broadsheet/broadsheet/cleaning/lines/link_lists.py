"""Lists and lines of links to other articles of the same publisher, set into the text without a heading.

Reads the links, text and containers of lines. Changes: drops lines, lists and their heads.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from broadsheet.cleaning.document.document import Block, Document, Element
from broadsheet.cleaning.document.lines import Line
from broadsheet.cleaning.page import Page, host_of
from broadsheet.cleaning.rules.by_source import PLATFORMS

_SHORTEST_HEADLINE = 8  # characters
_PROSE = 20
"""A paragraph of this many characters is prose; a list above all prose may be the article's own contents."""
_LONG_LIST = 3  # links
_NUMBERED = re.compile(r"[\d一二三四五六七八九十]{1,3}[.、．)）:：]")
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "edu", "ac"})
_FEWEST_STORIES, _LONGEST_BLURB = 2, 200  # headlines with a text each, and its characters
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
# A score, or the part of a series.
_RESULT = re.compile(
    r"(?<!\d)\d{1,3}\s?[-–:]\s?\d{1,3}(?![\d-])"
    r"|^(?:part|chapter|episode|teil|kapitel|partie|chapitre|parte|capítulo|часть|глава|розділ"
    r"|μέρος|bölüm|deel)"
    r"\s+(?:\d{1,3}|[ivx]{1,5})\b|^第[\d一二三四五六七八九十]{1,3}[部章集回篇]|^[（(]?[上中下][）)]",
    re.IGNORECASE,
)
# What a heading says that stands over other articles.
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:more|latest|related|recent(?:ly)?|popular|trending|top stories|headlines|don.t miss|read"
    r"|also|recommended"
    r"|must[- ]reads?|previous|next|picks|mehr|weitere|aktuell\w*|plus|autres|más|otr[ao]s|altr[ei]"
    r"|mais|outr[ao]s|meer"
    r"|więcej|daha|ещё|еще|также|περισσότερα|lainnya|xem)\b"
    r"|更多|相关|相關|最新|热门|熱門|推荐|推薦|往期|延伸|其他|精彩"
    r"|阅读|閱讀|関連|おすすめ|관련",
    re.IGNORECASE,
)
_WHY = "below the first prose, nothing but links to the publisher's own pages"
_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
_COLONS = (":", "：")
_MIDST = frozenset(",;.)，、；。）")


def drop_link_lists(page: Page) -> None:
    """Drop what stands below the first prose and is nothing but links to the publisher's own pages.

    A list or a line that the paragraph before it introduces with a colon stays; so does a numbered line,
    which is a heading of its own. A heading and its list at the very end go together.
    """
    document = page.document
    long = (line.block for line in document.lines() if line.block.kind == "p" and len(line.text) >= _PROSE)
    first = next(long, None)
    if first is None:
        return
    for listing in _lists_after(document, first):
        if _is_of_own_articles(listing, page) and not _is_content(document, listing, page):
            head = document.sibling_before(listing)
            if not (head and head.text.endswith(_COLONS)):
                _drop(page, listing)
            elif head.name in {"h2", "h3"} and _ends(document, listing) and _items(listing) >= _LONG_LIST:
                _drop(page, listing)
                _drop(page, head)
    _drop_lines(page)


def _lists_after(document: Document, first: Block) -> Iterator[Element]:
    """Yield the lists that begin after a block, those within others after these."""
    seen = set(first.containers)
    for block in list(document.after(first)):
        for depth, container in enumerate(block.containers):
            if container.name in _CELLS:
                break
            if container.name in _LISTS and container not in seen:
                seen.add(container)
                listing = document.element(block, depth)
                if listing is not None:
                    yield listing


def _is_in_list_or_table(line: Line) -> bool:
    return any(one.name in _LISTS | _CELLS for one in line.block.containers)


def _with_blurbs(page: Page, pointing: set[Line]) -> set[Line]:
    """Return the lines of a round-up that point away and are the headlines of what is said below each.

    Such a headline stands right below a heading, or begins a block; or all of them have just one short
    paragraph below. A link between paragraphs of the article has more, and no heading.
    """
    lines = page.document.lines()
    points = [n for n, line in enumerate(lines) if n and line in pointing]
    blurbed = {
        lines[n]
        for n in points
        if n + 1 < len(lines) and _is_blurb(lines[n + 1]) and lines[n - 1].block.kind in _HEADINGS
    }
    gaps = [after - n for n, after in pairwise(points)]
    last = points[-1] if points else 0
    is_alternating = len(points) >= _FEWEST_STORIES and set(gaps) == {2} and last + 2 == len(lines)
    if is_alternating and all(_is_blurb(lines[n + 1]) for n in points):
        blurbed |= {lines[n] for n in points}
    return blurbed


def _is_blurb(line: Line) -> bool:
    return line.block.kind == "p" and not line.linked() and len(line.text) <= _LONGEST_BLURB


def _is_content(document: Document, listing: Element, page: Page) -> bool:
    """Whether a list of own links is the article: its parts, results, a section of a round-up."""
    lines = listing.lines
    links = [link.href for line in lines for link, _ in line.linked()]
    if all(_is_part_of(address, page) for address in links):
        return True
    if 2 * sum(bool(_RESULT.search(line.text)) for line in lines) > len(lines):
        return True
    head = document.sibling_before(listing)
    is_head = head is not None and head.name in _HEADINGS and not head.text.endswith(_COLONS)
    return is_head and head is not None and not _POINTS_ELSEWHERE.search(head.text)


def _is_part_of(address: str, page: Page) -> bool:
    """Whether an address leads to a part of the article itself."""
    url, mark, _ = address.partition("#")
    return bool(mark) and url == page.url.partition("#")[0]


def _items(listing: Element) -> int:
    inside = {one for block in listing.blocks for one in block.containers[listing.depth :]}
    return sum(1 for container in inside if container.name == "li")


def _drop_lines(page: Page) -> None:
    """Drop the paragraphs' lines that only point to own articles; on platforms, they point to anybody's."""
    if any(host_of(page.url) == host or host_of(page.url).endswith("." + host) for host in PLATFORMS):
        return
    pointing = {line for line in page.document.lines() if _points_away(line, page)}
    if not pointing:  # as in most articles
        return
    before = ""
    below_prose = False
    blurbed = _with_blurbs(page, pointing)
    for line in page.document.lines():
        if (
            below_prose
            and line.block.kind == "p"
            and line not in blurbed
            and not _is_in_list_or_table(line)
            and line in pointing
            and not before.endswith(_COLONS)
            and not _goes_on(line)
        ):
            page.audit.note("link-list", line.text, _WHY)
            page.document.drop_line(line)
        before = line.text
        below_prose = below_prose or (
            line.block.kind == "p" and len(line.text) >= _PROSE and not line.is_only_links
        )


def _goes_on(line: Line) -> bool:
    """Whether the line is the midst of a sentence: it, or what follows it in its block, begins so."""
    after = next(line.after(), None)
    begun = line if line.block.lines[0] is not line else None
    return any(one is not None and (one.text[0].islower() or one.text[0] in _MIDST) for one in (begun, after))


def _points_away(line: Line, page: Page) -> bool:
    return (
        line.is_only_links
        and len(line.text) >= _SHORTEST_HEADLINE
        and not line.text.endswith(_COLONS)
        and not _NUMBERED.match(line.text)
        and all(is_own(link.href, page) for link, _ in line.linked())
    )


def _is_of_own_articles(listing: Element, page: Page) -> bool:
    """Whether all items are headlines that are links, most of them to the publisher's own pages."""
    addresses = list[str]()
    for line in listing.lines:
        if not line.is_only_links or len(line.text) < _SHORTEST_HEADLINE:
            return False
        addresses += [link.href for link, _ in line.linked()]
    return 2 * sum(is_own(address, page) for address in addresses) > len(addresses)


def is_own(address: str, page: Page) -> bool:
    """Whether an address is the publisher's whose article this is."""
    own = _name_in(host_of(page.url))
    return bool(own) and _name_in(host_of(address)).startswith(own)


def _name_in(host: str) -> str:
    """Return the label of a host that names its owner: `bbc` of `news.bbc.co.uk`."""
    labels = host.split(".")
    if len(labels) > 2 and labels[-2] in _SECOND_LEVEL:
        return labels[-3]
    return labels[-2] if len(labels) > 1 else ""


def _ends(document: Document, listing: Element) -> bool:
    """Whether no prose follows the list."""
    return not any(one.text for one in document.siblings_after(listing) if one.name != "figure")


def _drop(page: Page, element: Element) -> None:
    page.audit.note("link-list", element.text, _WHY)
    page.document.drop(element)
