"""The publisher's soup: HTML text in, Beautiful Soup out, and the few moves that all steps share."""

from broadsheet.cleaning.soup.parsing import (
    Soup,
    attribute,
    beginning_of,
    children,
    first_within,
    holder,
    is_gone,
    named,
    parse,
    rename,
    tags,
    text_of,
)
from broadsheet.cleaning.soup.wanted import fold, letters_of, wanted

__all__ = [
    "Soup",
    "attribute",
    "beginning_of",
    "children",
    "first_within",
    "fold",
    "holder",
    "is_gone",
    "letters_of",
    "named",
    "parse",
    "rename",
    "tags",
    "text_of",
    "wanted",
]
