"""Code as highlighters write it: its lines told apart, their numbers out.

Reads the names and classes of tags within code. Changes: ends lines of code, drops the numbers beside them.
"""

import re

from bs4 import Tag
from bs4.element import NavigableString

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import attribute, first_within, holder, is_gone, tags

_LINES = frozenset({"div", "p", "li", "tr"})
_LINE_MARK = re.compile(r"(?:^|\s)(?:code-?)?line(?:\s|$)", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?:^|\s)(?:lineno\w*|linenos|line-?numbers?(?:-rows)?|gutter|rouge-gutter|hljs-ln-numbers|blob-num|lnt?|crayon-nums)(?:\s|$)",
    re.IGNORECASE,
)
_CELLS = ("td", "th")


def part_code_lines(page: Page) -> None:
    """End each line of code where its markup ends it, and drop the numbers beside the lines."""
    for tag in page.soup.tags("pre"):
        if is_gone(tag):
            continue
        if _is_gutter(tag):
            page.drop(tag, "line-numbers", "the numbers of lines are no code")
            continue
        for held in tags(tag):
            if not is_gone(held) and _NUMBERS.search(attribute(held, "class")):
                page.drop(held, "line-numbers", "the numbers of lines are no code")
        for held in tags(tag):
            _end_line(held)


def _is_gutter(code: Tag) -> bool:
    """Whether this is nothing but the column of numbers beside another's lines."""
    cell = holder(code, *_CELLS)
    marks = f"{attribute(code, 'class')} {attribute(cell, 'class') if cell is not None else ''}"
    return bool(_NUMBERS.search(marks)) and not re.search(r"[^\d\s]", code.get_text())


def _end_line(tag: Tag) -> None:
    is_line = tag.name in _LINES or (tag.name == "span" and _LINE_MARK.search(attribute(tag, "class")))
    if not is_line or first_within(tag, *_LINES) is not None:
        return
    after = tag.next_sibling
    if after is None or (isinstance(after, NavigableString) and after.startswith(("\n", "\r"))):
        return
    if not tag.get_text().endswith("\n"):
        tag.append(NavigableString("\n"))
