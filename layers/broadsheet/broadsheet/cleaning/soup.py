"""The soup that cleaning works on: HTML text in, Beautiful Soup out, and the few moves all steps share."""

import re

from bs4 import BeautifulSoup, Tag

from broadsheet.errors import TooComplexError

# Characters that no HTML text may hold, and invisible ones that only break words apart.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
# Beyond any article (the largest met had 9,800 tags and 450,000 characters), and within what a worker
# can finish in two seconds.
_MOST_CHARACTERS = 2_000_000
_MOST_TAGS = 18_000
_MOST_REFERENCES = 100_000
_MOST_ATTRIBUTES = 2_000


def parse(html: str) -> Tag:
    """Parse a fragment of HTML, however malformed, and return the soup of it.

    Raises
    ------
    TooComplexError
        There are more tags than an article can have, or more attributes on one of them.
    """
    _refuse_what_never_ends(html)
    soup = BeautifulSoup(
        f"<div>{wanted(html)}</div>",
        "lxml",
        multi_valued_attributes=None,  # a class is one string, as it is written
        string_containers={},  # all text is text, that of ruby annotations too
        huge_tree=True,
    )
    if "&" in html:
        _drop_unwanted_references(soup)
    return soup


def wanted(text: str) -> str:
    """Return the text without characters that no HTML text may hold, and without invisible ones."""
    return _UNWANTED.sub("", text)


def _drop_unwanted_references(soup: Tag) -> None:
    """Take out the unwanted characters that were written as `&shy;` or `&#xFFFE;`."""
    for text in soup.find_all(string=_UNWANTED):
        text.replace_with(type(text)(wanted(text)))
    for tag in tags(soup):
        tag.attrs = {name: wanted(attribute(tag, name)) for name in tag.attrs}


def _refuse_what_never_ends(html: str) -> None:
    if len(html) > _MOST_CHARACTERS:
        raise TooComplexError(f"{len(html)} characters; an article has at most {_MOST_CHARACTERS}")
    if html.count("<") > _MOST_TAGS:
        raise TooComplexError(f"{html.count('<')} tags; an article has at most {_MOST_TAGS}")
    if html.count("&") > _MOST_REFERENCES:
        raise TooComplexError(f"{html.count('&')} character references; the limit is {_MOST_REFERENCES}")
    for piece in html.split(">"):
        _, opened, tag = piece.rpartition("<")
        if opened and len(tag) > _MOST_ATTRIBUTES and len(tag.split()) > _MOST_ATTRIBUTES:
            raise TooComplexError(f"more than {_MOST_ATTRIBUTES} attributes on one tag: <{tag[:40]}")


def attribute(tag: Tag, name: str) -> str:
    """Return the attribute's value, empty where the tag has none."""
    value = tag.attrs.get(name)
    return value if isinstance(value, str) else ""


def tags(soup: Tag, *names: str) -> list[Tag]:
    """Return all tags within, or those of these names, in document order."""
    return [node for node in soup.descendants if isinstance(node, Tag) and (not names or node.name in names)]


def is_gone(tag: Tag) -> bool:
    """Whether the tag, or one that it stood in, has been dropped.

    Asked of the tag's own dictionary: Beautiful Soup's `decomposed` first searches all that the tag
    holds for a tag of that name, which takes quadratic time in a deep document.
    """
    return "_decomposed" in vars(tag)


def fold(text: str) -> str:
    """Return the text with every run of white space as one blank, and none at the ends."""
    return " ".join(text.split())


def text_of(tag: Tag) -> str:
    """Return all text within the tag, white space folded."""
    return fold(tag.get_text())


def rename(tag: Tag, name: str) -> None:
    """Make the tag another one with the same content."""
    tag.name = name
