"""The canonical soup as HTML, as plain text and as Markdown."""

import re
from itertools import accumulate

from bs4 import Tag
from html_to_markdown import ConversionOptions, convert

from broadsheet.cleaning.blocks import lines
from broadsheet.cleaning.sanitising import sanitise

_MARKDOWN = ConversionOptions(
    extract_metadata=False, autolinks=False, escape_asterisks=True, escape_underscores=True, br_in_tables=True
)
# The converter escapes what a line can begin with, but in running text either nothing or every full stop.
# What would become a link, code or a tag there is therefore carried past it as a noncharacter (none of
# these is in any text, see `soup.parse`) and comes out escaped.
_TEXT_OR_TAG = re.compile(r'<(/?)(\w+)(?:\s+[\w-]+="[^"]*")*\s*>|[^<]+|<')
_ATTRIBUTE = re.compile(r'\b(alt|href|src)="([^"]*)"')
_MEANINGFUL = re.compile(r"\\|\[|\]|`|&lt;|&amp;(?=#?\w+;)")
_CARRIED = {"[": "\ufdd0", "]": "\ufdd1", "`": "\ufdd2", "&lt;": "\ufdd3", "&amp;": "\ufdd4", "\\": "\ufdd5"}
_ESCAPED = str.maketrans(
    {"\ufdd0": r"\[", "\ufdd1": r"\]", "\ufdd2": r"\`", "\ufdd3": r"\<", "\ufdd4": r"\&", "\ufdd5": r"\\"}
)


def to_html(soup: Tag) -> str:
    """Return the soup as sanitised HTML."""
    return sanitise(soup.decode_contents())


def to_text(soup: Tag) -> str:
    """Return the prose, one line a paragraph; captions, players and addresses of embeds are not in it."""
    return "\n".join(line.text for line in lines(soup))


def to_markdown(html: str) -> str:
    """Return sanitised HTML as CommonMark, with pipe tables; its text reads the same when it is rendered."""
    return (convert(_guard(html), _MARKDOWN).content or "").translate(_ESCAPED).strip()


def _guard(html: str) -> str:
    """Return the HTML with the meaningful characters of its text, code aside, as noncharacters."""
    pieces: list[str] = []
    in_code = 0
    for match in _TEXT_OR_TAG.finditer(html):
        if match[2] in {"code", "pre"}:
            in_code += -1 if match[1] else 1
        if match[2]:
            pieces.append(_ATTRIBUTE.sub(_guarded_attribute, match[0]))
        else:
            pieces.append(match[0] if in_code else _guarded(match[0]))
    return "".join(pieces)


def _guarded(text: str) -> str:
    return _MEANINGFUL.sub(lambda found: _CARRIED[found[0]], text)


def _guarded_attribute(attribute: re.Match[str]) -> str:
    name, value = attribute[1], attribute[2]
    return f'{name}="{_guarded(value) if name == "alt" else _address(value)}"'


def _address(url: str) -> str:
    """Return the address with its brackets encoded, if a Markdown link would end at one of them."""
    depths = list(accumulate((letter == "(") - (letter == ")") for letter in url))
    if not depths or (depths[-1] == 0 <= min(depths)):
        return url
    return url.replace("(", "%28").replace(")", "%29")
