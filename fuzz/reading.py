"""What a reader reads, as HTML and as Markdown: the words of each block, in their order."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

# What stands in a line of text; anything else begins another.
INLINE = frozenset({"a", "code", "em", "mark", "rp", "rt", "ruby", "s", "strong", "sub", "sup"})
_END_OF_LINE = "\n"


def lines_of(html: str) -> list[str]:
    """Return the text of a fragment of HTML line by line, without white space.

    An annotation (`rt`) reads as in parentheses.
    """
    fragment = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    lines = "".join(_pieces(fragment)).split(_END_OF_LINE)
    return [line for line in lines if line]


def _pieces(element: Element) -> Iterator[str]:
    name = str(element.tag)
    edges = ("(", ")") if name == "rt" else ("", "") if name in INLINE else (_END_OF_LINE, _END_OF_LINE)
    yield edges[0]
    if name != "rp":
        yield _packed(element.text)
        for child in element:
            yield from _pieces(child)
            yield _packed(child.tail)
    yield edges[1]


def _packed(text: str | None) -> str:
    return "".join((text or "").split())
