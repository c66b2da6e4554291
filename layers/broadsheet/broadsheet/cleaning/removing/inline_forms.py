"""Inline forms that text alone would lose: raised and lowered numbers, quotation marks, changes.

`10<sup>6</sup>` read without its tag is another number. Digits and signs have characters of their own
(Unicode, Superscripts and Subscripts); what has none is marked as in TeX.

Reads raised, lowered, quoted and changed text, and styles. Changes: texts, and unwraps their tags.
"""

import re

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import attribute, first_within, holder, is_gone

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_PLAIN = {"sup": re.compile(r"[0-9+\-−=()n]{1,12}"), "sub": re.compile(r"[0-9+\-−=()]{1,12}")}
_HOLDS_NUMBER = re.compile(r"\d")
_NOTE = re.compile(r"\[.*\]|[*†‡§]+")
_ENDS_IN_NUMBER = re.compile(r"[\d)\]}]$|(?:^|\W)[A-Za-z]$")
_KEEPS_LINES = re.compile(
    r"(?:^|;)\s*white-space\s*:\s*(?:pre|pre-wrap|pre-line|break-spaces)\s*(?:;|!|$)", re.IGNORECASE
)
_BLOCKS = frozenset({"address", "article", "blockquote", "div", "li", "ol", "p", "section", "table", "ul"})
_NEVER_RAISED = (*_BLOCKS, "td", "th", "tr", "dd", "dt", "pre", "h1", "h2", "h3", "h4", "h5", "h6")
_QUOTES = ("“", "”"), ("‘", "’")


def write_inline_forms(page: Page) -> None:
    """Write out what inline tags say beyond their text, and the lines that a style would keep."""
    for tag in page.soup.having("style"):
        if tag.name != "pre" and _KEEPS_LINES.search(attribute(tag, "style")):
            _break_lines(tag)
    for tag in page.soup.tags("sup", "sub", "q", "del", "ins"):
        if is_gone(tag):
            continue
        if tag.name == "q":
            _quote(tag)
        elif tag.name in _PLAIN:
            _raise_or_lower(tag)
        else:
            _part_from_change(tag)


def _raise_or_lower(tag: Tag) -> None:
    if holder(tag, "pre", "code") is not None:
        return
    if first_within(tag, *_NEVER_RAISED) is not None:  # one that was never closed
        tag.unwrap()
        return
    text = tag.get_text().strip()
    if _PLAIN[tag.name].fullmatch(text):
        table = _RAISED if tag.name == "sup" else _LOWERED
        for string in list(tag.strings):
            string.replace_with(NavigableString(string.strip().translate(table)))
        tag.unwrap()
    elif tag.name == "sup" and _is_exponent(tag, text):
        tag.insert(0, NavigableString("^"))


def _is_exponent(tag: Tag, text: str) -> bool:
    """Whether what is raised is a number's power, and nothing says so yet."""
    if not _HOLDS_NUMBER.search(text) or _NOTE.fullmatch(text) or text.startswith("^"):
        return False
    before = tag.previous_sibling
    return isinstance(before, NavigableString) and bool(_ENDS_IN_NUMBER.search(before))


def _break_lines(tag: Tag) -> None:
    """Put a `br` for each end of a line in the text, those between blocks aside."""
    for text in list(tag.find_all(string=True)):
        if "\n" not in text or holder(text, "pre") is not None or not text.strip():
            continue
        first, *rest = text.split("\n") if not _is_beside_block(text) else text.strip().split("\n")
        pieces: list[PageElement] = [NavigableString(first)]
        for line in rest:
            pieces += [Tag(name="br"), NavigableString(line)]
        text.replace_with(*pieces)


def _is_beside_block(text: NavigableString) -> bool:
    beside = (text.previous_sibling, text.next_sibling)
    return any(one is None or (isinstance(one, Tag) and one.name in _BLOCKS) for one in beside)


def _quote(tag: Tag) -> None:
    opening, closing = _QUOTES[holder(tag, "q") is not None]
    tag.insert(0, NavigableString(opening))
    tag.append(NavigableString(closing))


def _part_from_change(tag: Tag) -> None:
    """Part what was struck from what was put in its place, where nothing stands between the two."""
    after = tag.next_sibling
    if isinstance(after, Tag) and {tag.name, after.name} == {"del", "ins"}:
        tag.insert_after(NavigableString(" "))
