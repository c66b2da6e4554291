"""Authors that markup states: whose element it is, and what it says line by line."""

import re
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from broadsheet.cleaning.soup import attribute

_LINES = frozenset(
    {
        "address", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p",
        "section", "ul",
    }
)  # fmt: skip
_OF_ANOTHER = ("blockquote", "q", "cite", "aside", "nav", "figure", "figcaption")
_MARK_OF_ANOTHER = re.compile(
    r"(?:^|[\s_-])(?:comments?|replies|reply|respond|related|recommend\w*|teasers?|promo\w*|more-stories|trending"
    r"|popular|sidebar|reviews?|testimonials?)(?:$|[\s_-])",
    re.IGNORECASE,
)


def names_within(tag: Tag, most: int) -> str:
    """Return the first characters of the text within, each block on a line of its own."""
    pieces: list[str] = []
    length = 0
    for node in islice(tag.descendants, most):
        if isinstance(node, Tag):
            if node.name in _LINES:
                pieces.append("\n")
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            pieces.append(" ".join(node[:most].split("\n")))
            length += len(node)
            if node.parent is not None and node.parent is not tag and node.parent.name in _LINES:
                pieces.append("\n")
        if length >= most:
            break
    return "".join(pieces)[:most]


def is_of_another(tag: Tag) -> bool:
    """Whether what the tag names belongs to something within the page that is not the article.

    A quotation, a comment, a picture, or a list in which the tag stands beside a link to another story.
    """
    for holder in (tag, *tag.parents):
        if holder.name in _OF_ANOTHER and holder is not tag:
            return True
        if holder.name == "li" and holder.find("a", href=True) not in (None, tag):
            return True
        if _MARK_OF_ANOTHER.search(f"{attribute(holder, 'class')} {attribute(holder, 'id')}"):
            return True
    return False
