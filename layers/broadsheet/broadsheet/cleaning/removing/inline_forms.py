"""Inline forms that text alone would lose: raised and lowered numbers, quotation marks, changes.

`10<sup>6</sup>` read without its tag is another number. Digits and signs have characters of their own
(Unicode, Superscripts and Subscripts); what has none is marked as in TeX.
"""

import re

from bs4 import Tag
from bs4.element import NavigableString

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import is_gone, tags

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_PLAIN = {"sup": re.compile(r"[0-9+\-−=()n]{1,12}"), "sub": re.compile(r"[0-9+\-−=()]{1,12}")}
_HOLDS_NUMBER = re.compile(r"\d")
_NOTE = re.compile(r"\[.*\]|[*†‡§]+")
_ENDS_IN_NUMBER = re.compile(r"[\d)\]}]$|(?:^|\W)[A-Za-z]$")
_QUOTES = ("“", "”"), ("‘", "’")


def write_inline_forms(page: Page) -> None:
    """Write out what inline tags say beyond their text."""
    for tag in tags(page.soup, "sup", "sub", "q", "del", "ins"):
        if is_gone(tag):
            continue
        if tag.name == "q":
            _quote(tag)
        elif tag.name in _PLAIN:
            _raise_or_lower(tag)
        else:
            _part_from_change(tag)


def _raise_or_lower(tag: Tag) -> None:
    if tag.find_parent(("pre", "code")) is not None:
        return
    text = tag.get_text().strip()
    if _PLAIN[tag.name].fullmatch(text):
        table = _RAISED if tag.name == "sup" else _LOWERED
        for string in list(tag.strings):
            string.replace_with(NavigableString(string.strip().translate(table)))
        tag.unwrap()
    elif tag.name == "sup" and _HOLDS_NUMBER.search(text) and not _NOTE.fullmatch(text) and _is_exponent(tag):
        tag.insert(0, NavigableString("^"))


def _is_exponent(tag: Tag) -> bool:
    before = tag.previous_sibling
    return isinstance(before, NavigableString) and bool(_ENDS_IN_NUMBER.search(before))


def _quote(tag: Tag) -> None:
    opening, closing = _QUOTES[tag.find_parent("q") is not None]
    tag.insert(0, NavigableString(opening))
    tag.append(NavigableString(closing))


def _part_from_change(tag: Tag) -> None:
    """Part what was struck from what was put in its place, where nothing stands between the two."""
    after = tag.next_sibling
    if isinstance(after, Tag) and {tag.name, after.name} == {"del", "ins"}:
        tag.insert_after(NavigableString(" "))
