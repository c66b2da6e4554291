"""The soup that cleaning works on: HTML text in, Beautiful Soup out, and the few moves all steps share."""

import re
from html import unescape

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
_MOST_ELEMENTS = 10_000
_MOST_REFERENCES = 100_000
_MOST_ATTRIBUTES = 2_000
_DEEPEST = 500  # tags within tags; the deepest article met had 21
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_REFERENCE = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")


def parse(html: str) -> Tag:
    """Parse a fragment of HTML, however malformed, and return the soup of it.

    Raises
    ------
    TooComplexError
        There are more tags than an article can have, more attributes on one of them, or tags nested deeper.
    """
    _refuse_what_never_ends(html)
    soup = BeautifulSoup(
        f"<div>{_REFERENCE.sub(_wanted_reference, wanted(html))}</div>",
        "lxml",
        multi_valued_attributes=None,  # a class is one string, as it is written
        string_containers={},  # all text is text, that of ruby annotations too
        huge_tree=True,
    )
    _refuse_endless_soup(soup)
    return soup


def wanted(text: str) -> str:
    """Return the text without characters that no HTML text may hold, and without invisible ones."""
    return _UNWANTED.sub("", text)


def _wanted_reference(reference: re.Match[str]) -> str:
    """Return a reference as it is written, or nothing if it stands for an unwanted character."""
    return "" if _UNWANTED.fullmatch(unescape(reference[0])) else reference[0]


def _refuse_endless_soup(soup: Tag) -> None:
    waiting: list[tuple[Tag, int]] = [(soup, 0)]
    count = 0
    while waiting:
        tag, depth = waiting.pop()
        count += 1
        if count > _MOST_ELEMENTS:
            raise TooComplexError(f"more than {_MOST_ELEMENTS} elements; no article has as many")
        if depth > _DEEPEST:
            raise TooComplexError(f"tags are nested over {_DEEPEST} deep")
        waiting += [(child, depth + 1) for child in tag.children if isinstance(child, Tag)]


def _refuse_what_never_ends(html: str) -> None:
    if len(html) > _MOST_CHARACTERS:
        raise TooComplexError(f"{len(html)} characters; an article has at most {_MOST_CHARACTERS}")
    if html.count("<") > _MOST_TAGS:
        raise TooComplexError(f"{html.count('<')} tags; an article has at most {_MOST_TAGS}")
    if html.count("&") > _MOST_REFERENCES:
        raise TooComplexError(f"{html.count('&')} character references; the limit is {_MOST_REFERENCES}")
    for piece in html.split(">"):
        _, opened, tag = piece.rpartition("<")
        if opened and len(tag) > _MOST_ATTRIBUTES and _attributes_in(tag) > _MOST_ATTRIBUTES:
            raise TooComplexError(f"more than {_MOST_ATTRIBUTES} attributes on one tag: <{tag[:40]}")


def _attributes_in(tag: str) -> int:
    """Return how many attributes a tag may have; blanks within quoted values part none."""
    return len(_VALUE.sub("=v ", tag).split())


def attribute(tag: Tag, name: str) -> str:
    """Return the attribute's value, empty where the tag has none."""
    value = tag.attrs.get(name)
    return wanted(value) if isinstance(value, str) else ""


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


def beginning_of(tag: Tag, most: int) -> str:
    """Return the first characters of the text within the tag, white space folded; the rest is not read."""
    read, length = [], 0
    for text in tag.strings:
        read.append(text[:most])
        length += len(text)
        if length >= most:
            break
    return fold("".join(read)[:most])


def rename(tag: Tag, name: str) -> None:
    """Make the tag another one with the same content."""
    tag.name = name
