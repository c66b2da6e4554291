"""The publisher's soup: HTML text in, Beautiful Soup out, and the few moves that all steps share."""

from broadsheet.cleaning.soup.parsing import (
    attribute,
    beginning_of,
    fold,
    is_gone,
    parse,
    rename,
    tags,
    text_of,
    wanted,
)

__all__ = ["attribute", "beginning_of", "fold", "is_gone", "parse", "rename", "tags", "text_of", "wanted"]
