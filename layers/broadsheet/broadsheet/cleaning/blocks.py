"""The canonical soup as a sequence of blocks, each with its own text."""

from bs4 import Tag
from bs4.element import NavigableString

from broadsheet.cleaning.soup import fold

_LEAVES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "li", "td", "th", "dt", "dd")
_NESTED = frozenset({*_LEAVES, "ul", "ol", "dl", "table", "blockquote", "figure", "hr"})


def leaves(soup: Tag) -> list[tuple[Tag, str]]:
    """Return the tags that hold prose of their own and that prose, in the order of reading; no captions."""
    found = ((tag, own_text(tag)) for tag in soup.find_all(_LEAVES))
    return [(tag, text) for tag, text in found if text]


def own_text(block: Tag) -> str:
    """Return the block's prose, lines apart, white space folded; blocks nested in it are not part of it."""
    if block.name == "pre":
        return block.get_text()
    pieces: list[str] = []
    _collect(block, pieces)
    return "\n".join(filter(None, map(fold, "".join(pieces).split("\n"))))


def _collect(tag: Tag, pieces: list[str]) -> None:
    for child in tag.children:
        if isinstance(child, NavigableString):
            pieces.append(child)
        elif isinstance(child, Tag) and child.name == "br":
            pieces.append("\n")
        elif isinstance(child, Tag) and child.name not in _NESTED:
            _collect(child, pieces)


def remove(block: Tag) -> None:
    """Take a block out of the canonical soup, and with it the lists and quotations that it leaves empty."""
    if block.name in {"td", "th"}:  # a table keeps its cells in their places
        block.clear()
        return
    parent = block.parent
    block.extract()
    while parent is not None and parent.name != "article" and not parent.contents:
        empty, parent = parent, parent.parent
        empty.extract()
