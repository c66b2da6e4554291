"""The soup that cleaning works on: HTML text in, Beautiful Soup out, and the few moves all steps share."""

from bs4 import BeautifulSoup, Tag

from broadsheet.errors import TooComplexError

# Characters that no HTML text may hold, and invisible ones that only break words apart.
_UNWANTED = dict.fromkeys(
    (
        *range(9),
        11,
        12,
        *range(14, 32),
        127,
        *range(0xD800, 0xE000),
        0x00AD,
        0x200B,
        0x2060,
        0xFEFF,
        0xFFFE,
        0xFFFF,
    )
)
# Far beyond any article (the largest of 79,000 had 9,000 tags), and what a worker can hold and finish.
_MOST_TAGS = 40_000
_MOST_ATTRIBUTES = 2_000


def parse(html: str) -> Tag:
    """Parse a fragment of HTML, however malformed, and return the soup of it.

    Raises
    ------
    TooComplexError
        There are more tags than an article can have, or more attributes on one of them.
    """
    _refuse_what_never_ends(html)
    return BeautifulSoup(
        f"<div>{html.translate(_UNWANTED)}</div>", "lxml", multi_valued_attributes=None, huge_tree=True
    )


def _refuse_what_never_ends(html: str) -> None:
    tags = html.count("<")
    if tags > _MOST_TAGS:
        raise TooComplexError(f"{tags} tags; an article has at most {_MOST_TAGS}")
    for piece in html.split(">"):
        tag = piece.rpartition("<")[2]
        if len(tag) > _MOST_ATTRIBUTES and tag[0].isalpha() and len(tag.split()) > _MOST_ATTRIBUTES:
            raise TooComplexError(f"more than {_MOST_ATTRIBUTES} attributes on one tag: <{tag[:40]}")


def attribute(tag: Tag, name: str) -> str:
    """Return the attribute's value, empty where the tag has none."""
    value = tag.attrs.get(name)
    return value if isinstance(value, str) else ""


def tags(soup: Tag) -> list[Tag]:
    """Return all tags within, in document order."""
    return [node for node in soup.descendants if isinstance(node, Tag)]


def fold(text: str) -> str:
    """Return the text with every run of white space as one blank, and none at the ends."""
    return " ".join(text.split())


def text_of(tag: Tag) -> str:
    """Return all text within the tag, white space folded."""
    return fold(tag.get_text())


def rename(tag: Tag, name: str) -> None:
    """Make the tag another one with the same content."""
    tag.name = name
