"""Structure: the publisher's soup in, a canonical soup out.

The canonical soup holds paragraphs, headings, lists, quotations, tables, code, and figures for images,
players and embeds; in these, prose with links and emphasis. Everything else is unwrapped, its text kept.
"""

from bs4 import Tag
from bs4.element import NavigableString

from broadsheet.cleaning.addresses import resolve, without_tracking
from broadsheet.cleaning.captions import CREDIT, split_caption
from broadsheet.cleaning.embeds import MEDIA, media_figure
from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import attribute, fold, text_of, wanted
from broadsheet.cleaning.writer import Writer

_MAX_DEPTH = 100
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
_SECTIONS = ("thead", "tbody", "tfoot")


def rebuild(page: Page) -> None:
    """Replace the page's soup by its canonical form."""
    builder = _Builder(page)
    builder.children(page.soup, 0)
    builder.writer.end_leaf()
    page.soup = builder.writer.root


class _Builder:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.writer = Writer()

    def children(self, tag: Tag, depth: int) -> None:
        for child in tag.children:
            if isinstance(child, NavigableString):
                self.writer.text(child)
            elif isinstance(child, Tag):
                if depth < _MAX_DEPTH:
                    self.element(child, depth + 1)
                else:
                    self.flat(child)

    def element(self, tag: Tag, depth: int) -> None:
        if tag.name in _FORMATS:
            self.format(tag, depth)
        elif tag.name in _LEAVES:
            self.writer.enter_leaf(tag.name)
            self.children(tag, depth)
            self.writer.leave_leaf()
        elif tag.name in _CONTAINERS and _is_at_home(tag):
            self.writer.enter(tag.name)
            self.children(tag, depth)
            self.writer.leave()
        elif tag.name == "table" and _is_of_facts(tag):
            self.table(tag, depth)
        elif tag.name in _BLOCKS or tag.name in _CONTAINERS:
            self.block(tag, depth)
        else:
            self.atom(tag, depth)

    def block(self, tag: Tag, depth: int) -> None:
        self.writer.end_leaf()
        self.children(tag, depth)
        self.writer.end_leaf()

    def atom(self, tag: Tag, depth: int) -> None:
        if tag.name == "br":
            self.writer.line_break()
        elif tag.name == "hr":
            self.writer.end_leaf()
            self.writer.block(self.writer.tag("hr"))
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
        attributes = {}
        if tag.name == "a":
            url = without_tracking(resolve(attribute(tag, "href"), self.page.url))
            if not url or self.writer.is_in_link:  # a link in a link would end it, wherever it is read again
                self.children(tag, depth)
                return
            attributes = {"href": url}
        self.writer.open_format(_FORMATS[tag.name], attributes)
        self.children(tag, depth)
        self.writer.close_format()

    def table(self, tag: Tag, depth: int) -> None:
        for caption in tag.find_all("caption", recursive=False):
            self.block(caption, depth)
        self.writer.enter("table")
        self.writer.enter("tbody")
        for row in _rows(tag):
            self.writer.enter("tr")
            for cell in _cells(row):
                spans = {name: attribute(cell, name) for name in ("colspan", "rowspan")}
                self.writer.enter(cell.name, {name: n for name, n in spans.items() if _is_span(n)})
                self.children(cell, depth)
                self.writer.leave()
            self.writer.leave()
        self.writer.leave()
        self.writer.leave()

    def image(self, tag: Tag) -> None:
        figure = self.writer.tag("figure", {"data-raw": attribute(tag, "data-raw")})
        alt = fold(attribute(tag, "alt"))
        figure.append(self.writer.tag("img", {"src": attribute(tag, "src"), "alt": alt}))
        self.writer.block(figure)

    def media(self, tag: Tag) -> None:
        title = fold(attribute(tag, "title"))
        href, kind, poster = (attribute(tag, name) for name in ("href", "kind", "poster"))
        self.writer.block(media_figure(href, kind, poster=poster, title=title))

    def caption(self, tag: Tag, depth: int) -> None:
        """Write a caption or credit into the figure before it; where there is none, it is a paragraph."""
        figure = self.writer.last_block()
        text = wanted(text_of(tag))
        written = figure.find("figcaption") if figure is not None else None
        if figure is None or figure.name != "figure" or (written and len(written.contents) > _MOST_CAPTIONS):
            self.block(tag, depth)
            return
        caption, credit = ("", text) if tag.name == CREDIT else split_caption(text)
        if credit and not attribute(figure, "data-credit"):
            figure["data-credit"] = credit
        written = written or self.writer.tag("figcaption")
        for part in (caption, credit):
            if part and part not in written.get_text():
                written.append(NavigableString(f" {part}" if written.contents else part))
        if written.contents and written.parent is None:
            figure.append(written)

    def code(self, tag: Tag) -> None:
        for line_break in tag.find_all("br"):
            line_break.replace_with("\n")
        text = wanted(tag.get_text()).strip("\n").rstrip()
        if text:
            self.writer.end_leaf()
            block = self.writer.tag("pre")
            block.append(self.writer.tag("code", text=text))
            self.writer.block(block)

    def flat(self, tag: Tag) -> None:
        """Write what stands too deep to be told apart: its text and its images."""
        for node in tag.descendants:
            if isinstance(node, NavigableString):
                self.writer.text(node)
            elif isinstance(node, Tag) and node.name == "img":
                self.image(node)


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
    if table.find("table") is not None:
        return False
    widths = [len(_cells(row)) for row in _rows(table)]
    return len(widths) > 1 and max(widths) > 1 and not any(_is_astray(tag) for tag in _skeleton(table))


def _rows(table: Tag) -> list[Tag]:
    sections = [table, *table.find_all(_SECTIONS, recursive=False)]
    own = {id(row) for section in sections for row in section.find_all("tr", recursive=False)}
    return [row for row in table.find_all("tr") if id(row) in own]


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(_CELLS, recursive=False)


def _skeleton(table: Tag) -> list[Tag]:
    """Return the tags of which a table is made, down to its rows."""
    return [table, *table.find_all(_SECTIONS, recursive=False), *_rows(table)]


def _is_astray(part: Tag) -> bool:
    """Whether a part of a table holds text or images where it may only hold other parts, or rows in cells."""
    if part.name == "tr" and part.find("tr") is not None:
        return True
    at_home = {*_CELLS} if part.name == "tr" else {"tr", "caption", *_SECTIONS}
    return any(
        child.strip() if isinstance(child, NavigableString) else child.name not in at_home and _says(child)
        for child in part.children
        if isinstance(child, NavigableString | Tag)
    )


def _says(tag: Tag) -> bool:
    return bool(text_of(tag)) or tag.name in {"img", MEDIA} or tag.find(["img", MEDIA]) is not None
