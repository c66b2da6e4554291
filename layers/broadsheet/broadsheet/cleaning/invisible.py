"""What no reader of the page saw: code, styles, hidden tags, fallbacks for want of a script."""

import re

from bs4 import Tag
from bs4.element import PreformattedString

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import attribute, rename

_CODE = ("script", "style", "template", "svg", "canvas", "head", "title", "meta", "link", "base", "param")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def drop_invisible(page: Page) -> None:
    """Drop code and hidden tags; a `noscript` stays only where it holds the image of a lazy one."""
    for tag in page.soup.find_all(_CODE):
        tag.decompose()
    for string in page.soup.find_all(string=lambda string: isinstance(string, PreformattedString)):
        string.extract()
    for tag in page.soup.find_all(True):
        if tag.decomposed:
            continue
        if "hidden" in tag.attrs or _HIDDEN_STYLE.search(attribute(tag, "style")):
            page.drop(tag, "hidden")
        elif tag.name == "noscript":
            _open_noscript(page, tag)


def _open_noscript(page: Page, tag: Tag) -> None:
    before = tag.find_previous_sibling()
    if tag.find("img") and (before is None or before.name != "img"):
        rename(tag, "span")
    else:
        page.drop(tag, "noscript")
