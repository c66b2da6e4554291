"""The canonical soup as HTML, as plain text and as Markdown."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag
from html_to_markdown import ConversionOptions, convert

from broadsheet.cleaning.blocks import lines
from broadsheet.cleaning.sanitising import sanitise

_MARKDOWN = ConversionOptions(
    extract_metadata=False, autolinks=False, escape_asterisks=True, escape_underscores=True, br_in_tables=True
)
# The converter escapes what a line can begin with, but in running text either nothing or every full stop.
# What would become a link, an image, code, a fence or a tag there is therefore carried past it as a
# noncharacter (none of these is in any text, see `soup.parse`) and comes out escaped.
_TAG_OR_TEXT = re.compile(r'<(?P<end>/?)(?P<name>\w+)(?:\s+[\w-]+="[^"]*")*\s*>|[^<]+|<')
_ATTRIBUTE = re.compile(r'\b(alt|href|src)="([^"]*)"')
_MEANINGFUL = re.compile(r"\\|\[|\]|`|~|!\Z|&lt;|&amp;(?=#?\w+;)")
_NO_CODE = re.compile(r"`|[|]|&lt;")
_CARRIED = {
    "[": "\ufdd0",
    "]": "\ufdd1",
    "`": "\ufdd2",
    "&lt;": "\ufdd3",
    "&amp;": "\ufdd4",
    "\\": "\ufdd5",
    "~": "\ufdd6",
    "!": "\ufdd7",
}
_ESCAPED = str.maketrans(
    {carrier: "\\" + text.replace("&lt;", "<").replace("&amp;", "&") for text, carrier in _CARRIED.items()}
)
# CommonMark has no marks for these: the converter's own would begin fences and hide what a line begins with.
_WITHOUT_MARKS = {"s", "sub", "sup", "mark", "ruby", "rb", "rt", "rp"}
_RUBY = {"<rt>": "(", "</rt>": ")"}
# Emphasis of nothing but text, with what stands before and after it; `<` stands for any tag.
_EMPHASIS = re.compile(
    r"(?P<before>[^>]?)<(?P<name>strong|em)>(?P<text>[^<]+)</(?P=name)>(?=(?P<after>.?))", re.DOTALL
)
# In an address each of these could end a link, or begin something else within it.
_ENCODED = {"(": "%28", ")": "%29", "[": "%5B", "]": "%5D", "\\": "%5C", "`": "%60", "|": "%7C", "*": "%2A"}
_ENCODED |= {"&lt;": "%3C", "&gt;": "%3E", "<": "%3C", ">": "%3E"}
_TO_ENCODE = re.compile("|".join(map(re.escape, _ENCODED)))


def to_html(soup: Tag) -> str:
    """Return the soup as sanitised HTML."""
    return sanitise(soup.decode_contents())


def to_text(soup: Tag) -> str:
    """Return the prose, one line a paragraph; captions, players and addresses of embeds are not in it."""
    return "\n".join(line.text for line in lines(soup))


def to_markdown(html: str) -> str:
    """Return sanitised HTML as CommonMark, with pipe tables; its text reads the same when it is rendered."""
    return (
        (convert(_guard(_EMPHASIS.sub(_readable_emphasis, html)), _MARKDOWN).content or "")
        .translate(_ESCAPED)
        .strip()
    )


def _readable_emphasis(match: re.Match[str]) -> str:
    """Return emphasis as it is, or without its tags where no reader of Markdown would see the marks as such.

    Marks between a letter and punctuation are text, https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run:
    so would be those around what stands in quotation marks in the midst of Chinese.
    """
    before, text, after = match["before"], match["text"], match["after"]
    opens = not _is_punctuation(text[0]) or _parts(before)
    closes = not _is_punctuation(text[-1]) or _parts(after)
    return match[0] if opens and closes else f"{before}{text}"


def _parts(neighbour: str) -> bool:
    return neighbour in {"", "<"} or neighbour.isspace() or _is_punctuation(neighbour)


def _is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


@dataclass(kw_only=True)
class _Place:
    """Where in the HTML the guard is: how deep in what changes the meaning of text."""

    cells: int = 0
    pre: int = 0
    code: int = 0


def _guard(html: str) -> str:
    """Return the HTML with the meaningful characters of its text, code aside, as noncharacters."""
    place = _Place()
    pieces: list[str] = []
    code: list[str] = []  # the text of the inline code at hand
    for match in _TAG_OR_TEXT.finditer(html):
        name = match["name"]
        if name == "code" and not place.pre:
            place.code += -1 if match["end"] else 1
            if not place.code:
                pieces += _inline_code("".join(code))
                code.clear()
        elif place.code:
            code += [] if name else [match[0]]
        elif name:
            pieces += _guarded_tag(match, place)
        else:
            pieces.append(match[0] if place.pre else _guarded(match[0]))
    return "".join(pieces)


def _guarded_tag(match: re.Match[str], place: _Place) -> Iterator[str]:
    """Yield a tag as it may stand, if it may."""
    name, step = match["name"], -1 if match["end"] else 1
    if name in {"td", "th"}:
        place.cells += step
    elif name == "pre" and not place.cells:  # a fence in a cell would not end with it
        place.pre += step
    elif name in _WITHOUT_MARKS or name == "pre":
        yield _RUBY.get(match[0], "")
        return
    yield _ATTRIBUTE.sub(_guarded_attribute, match[0])


def _inline_code(text: str) -> Iterator[str]:
    """Yield code on one line; as prose, if it holds what other code or a table could end it at, or a tag."""
    folded = " ".join(text.split())
    yield _guarded(folded) if not folded or _NO_CODE.search(folded) else f"<code>{folded}</code>"


def _guarded(text: str) -> str:
    return _MEANINGFUL.sub(lambda found: _CARRIED[found[0]], text)


def _guarded_attribute(attribute: re.Match[str]) -> str:
    name, value = attribute[1], attribute[2]
    if name == "alt":
        return f'{name}="{_guarded(value)}"'
    return f'{name}="{_TO_ENCODE.sub(lambda found: _ENCODED[found[0]], value)}"'
