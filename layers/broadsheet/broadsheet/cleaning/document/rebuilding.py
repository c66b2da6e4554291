"""Structure: the publisher's soup in, the article's document out.

The document holds paragraphs, headings, lists, quotations, tables, code, and figures for images,
players and embeds; in these, prose with links and emphasis. Everything else is unwrapped, its text kept.
"""

import re

from bs4 import Tag
from bs4.element import NavigableString

from broadsheet.cleaning.addresses import resolve, without_tracking
from broadsheet.cleaning.document.captions import CREDIT, split_caption
from broadsheet.cleaning.document.code_languages import language_of
from broadsheet.cleaning.document.composer import Composer
from broadsheet.cleaning.document.document import Document, Figure
from broadsheet.cleaning.removing.embeds import MEDIA
from broadsheet.cleaning.soup import attribute, children, first_within, fold, tags, text_of, wanted

_MAX_DEPTH = 100  # elements within each other; the deepest article met had 21
_MOST_CAPTIONS = 20  # of one image; what follows them is prose
_WIDEST = 100  # columns or rows of one cell

# The canonical name of each inline tag that says something about its text.
_FORMATS = {
    "a": "a", "strong": "strong", "b": "strong", "em": "em", "i": "em", "code": "code", "kbd": "code",
    "samp": "code", "tt": "code", "sup": "sup", "sub": "sub", "s": "s", "strike": "s", "del": "s",
    "mark": "mark", "ruby": "ruby", "rt": "rt", "rp": "rp",
}  # fmt: skip
_LEAVES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_CONTAINERS = frozenset({"ul", "ol", "li", "blockquote", "dl", "dt", "dd"})
# Containers that mean nothing outside of these.
_HOMES = {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}}
_BLOCKS = frozenset({
    "address", "article", "aside", "body", "caption", "center", "details", "div", "fieldset", "figure",
    "footer", "form", "header", "hgroup", "html", "legend", "main", "nav", "option", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip
_CELLS = ("td", "th")
_SEPARATORS = re.compile("[\u2028\u2029]")
_DIRECTIONS = {"rtl": "rtl", "ltr": ""}
_HIGHEST_NUMBER = 6  # digits of a list's first
_SECTIONS = ("thead", "tbody", "tfoot")


def rebuild(soup: Tag, url: str) -> Document:
    """Return the document that the soup of the article at this URL holds."""
    builder = _Builder(url)
    builder.children(soup, 0)
    return builder.composer.finish()


class _Builder:
    def __init__(self, url: str) -> None:
        self.url = url
        self.composer = Composer()

    def children(self, tag: Tag, depth: int) -> None:
        for child in tag.contents:
            if isinstance(child, NavigableString):
                self.composer.text(child)
            elif isinstance(child, Tag):
                if depth >= _MAX_DEPTH:
                    self.flat(child)
                elif "dir" in child.attrs:
                    self.directed(child, depth + 1)
                else:
                    self.element(child, depth + 1)

    def directed(self, tag: Tag, depth: int) -> None:
        """Write an element; what it says of the direction of its text holds within it."""
        around, stated = self.composer.direction, attribute(tag, "dir").lower()
        if stated in _DIRECTIONS and tag.name not in _FORMATS:
            self.composer.direction = _DIRECTIONS[stated]
        self.element(tag, depth)
        self.composer.direction = around

    def element(self, tag: Tag, depth: int) -> None:
        if tag.name in _FORMATS:
            self.format(tag, depth)
        elif tag.name in _LEAVES:
            self.composer.enter_leaf(tag.name)
            self.children(tag, depth)
            self.composer.leave_leaf()
        elif tag.name in _CONTAINERS and _is_at_home(tag):
            self.composer.enter(tag.name, _numbering(tag) if tag.name == "ol" else None)
            self.children(tag, depth)
            self.composer.leave()
        elif tag.name == "table" and _is_of_facts(tag):
            self.table(tag, depth)
        elif tag.name in _BLOCKS or tag.name in _CONTAINERS:
            self.block(tag, depth)
        else:
            self.atom(tag, depth)

    def block(self, tag: Tag, depth: int) -> None:
        self.composer.end_leaf()
        self.children(tag, depth)
        self.composer.end_leaf()

    def atom(self, tag: Tag, depth: int) -> None:
        if tag.name == "br":
            self.composer.line_break()
        elif tag.name == "hr":
            self.composer.end_leaf()
            self.composer.block("hr")
        elif tag.name == "img":
            self.image(tag)
        elif tag.name == MEDIA:
            self.media(tag)
        elif tag.name in {"figcaption", CREDIT}:
            self.caption(tag, depth)
        elif tag.name == "pre":
            self.code(tag)
        else:
            self.children(tag, depth)

    def format(self, tag: Tag, depth: int) -> None:
        url = ""
        if tag.name == "a":
            url = without_tracking(resolve(attribute(tag, "href"), self.url))
            if (
                not url or self.composer.is_in_link
            ):  # a link in a link would end it, wherever it is read again
                self.children(tag, depth)
                return
        self.composer.open_format(_FORMATS[tag.name], url)
        self.children(tag, depth)
        self.composer.close_format()

    def table(self, tag: Tag, depth: int) -> None:
        for caption in children(tag, "caption"):
            self.block(caption, depth)
        self.composer.enter("table")
        self.composer.enter("tbody")
        for row in _rows(tag):
            self.composer.enter("tr")
            for cell in _cells(row):
                spans = {name: attribute(cell, name) for name in ("colspan", "rowspan")}
                self.composer.enter(cell.name, {name: n for name, n in spans.items() if _is_span(n)})
                self.children(cell, depth)
                self.composer.leave()
            self.composer.leave()
        self.composer.leave()
        self.composer.leave()

    def image(self, tag: Tag) -> None:
        src, raw, alt = (attribute(tag, name) for name in ("src", "data-raw", "alt"))
        self.composer.block("figure", figure=Figure(address=src, raw=raw, alt=fold(alt)))

    def media(self, tag: Tag) -> None:
        href, kind, poster, title = (attribute(tag, name) for name in ("href", "kind", "poster", "title"))
        figure = Figure(address=href, kind=kind, poster=poster, title=fold(title))
        self.composer.block("figure", figure=figure)

    def caption(self, tag: Tag, depth: int) -> None:
        """Write a caption or credit into the figure before it; where there is none, it is a paragraph."""
        figure = self.composer.last_figure()
        text = wanted(text_of(tag))
        if figure is None or len(figure.captions) > _MOST_CAPTIONS:
            self.block(tag, depth)
            return
        caption, credit = ("", text) if tag.name == CREDIT else split_caption(text)
        figure.credit = figure.credit or credit
        for part in (caption, credit):
            if part and part not in figure.caption:
                figure.captions.append(part)

    def code(self, tag: Tag) -> None:
        for line_break in tags(tag, "br"):
            line_break.replace_with("\n")
        text = _SEPARATORS.sub("\n", wanted(tag.get_text())).strip("\n").rstrip()
        if text:
            first = first_within(tag, "code")
            holders = [tag, *([first] if first else []), *([tag.parent] if tag.parent else [])]
            self.composer.code(text, language_of(attribute(holder, "class") for holder in holders))

    def flat(self, tag: Tag) -> None:
        """Write what stands too deep to be told apart: its text and its images."""
        for node in tag.descendants:
            if isinstance(node, NavigableString):
                self.composer.text(node)
            elif isinstance(node, Tag) and node.name == "img":
                self.image(node)


def _numbering(listing: Tag) -> dict[str, str]:
    """Return how an ordered list counts: from where, and whether downwards; nothing if from 1."""
    start = attribute(listing, "start").strip()
    is_number = start.isdecimal() and len(start) <= _HIGHEST_NUMBER
    if "reversed" in listing.attrs:
        count = len(children(listing, "li"))
        return {"start": str(int(start) if is_number else count), "reversed": ""}
    return {"start": str(int(start))} if is_number and int(start) != 1 else {}


def _is_span(written: str) -> bool:
    return written.isdecimal() and len(written) <= len(str(_WIDEST)) and 1 < int(written) <= _WIDEST


def _is_at_home(tag: Tag) -> bool:
    """Whether a list item stands in a list, a term in a list of terms."""
    home = _HOMES.get(tag.name)
    return home is None or (tag.parent is not None and tag.parent.name in home)


def _is_of_facts(table: Tag) -> bool:
    """Whether a table tells facts in rows and columns, and is no means of layout.

    Of what stands outside of its cells, or in rows within rows, a table could tell nothing: then it is
    layout, whose text is prose.
    """
    if first_within(table, "table") is not None:
        return False
    widths = [len(_cells(row)) for row in _rows(table)]
    return len(widths) > 1 and max(widths) > 1 and not any(_is_astray(tag) for tag in _skeleton(table))


def _rows(table: Tag) -> list[Tag]:
    sections = [table, *children(table, *_SECTIONS)]
    own = {id(row) for section in sections for row in children(section, "tr")}
    return [row for row in tags(table, "tr") if id(row) in own]


def _cells(row: Tag) -> list[Tag]:
    return children(row, *_CELLS)


def _skeleton(table: Tag) -> list[Tag]:
    """Return the tags of which a table is made, down to its rows."""
    return [table, *children(table, *_SECTIONS), *_rows(table)]


def _is_astray(part: Tag) -> bool:
    """Whether a part of a table holds text or images where it may only hold other parts, or rows in cells."""
    if part.name == "tr" and first_within(part, "tr") is not None:
        return True
    at_home = {*_CELLS} if part.name == "tr" else {"tr", "caption", *_SECTIONS}
    return any(
        child.strip() if isinstance(child, NavigableString) else child.name not in at_home and _says(child)
        for child in part.children
        if isinstance(child, NavigableString | Tag)
    )


def _says(tag: Tag) -> bool:
    return bool(text_of(tag)) or tag.name in {"img", MEDIA} or first_within(tag, "img", MEDIA) is not None
