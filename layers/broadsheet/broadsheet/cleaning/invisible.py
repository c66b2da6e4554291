"""What no reader of the page saw: code, styles, hidden tags, fallbacks for want of a script."""

import re

from bs4 import Tag
from bs4.element import PreformattedString

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import attribute, is_gone, rename, tags, text_of

_CODE = ("script", "style", "template", "svg", "canvas", "head", "title", "meta", "link", "base", "param")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def drop_invisible(page: Page) -> None:
    """Drop code and hidden tags; a `noscript` stays only where it holds the image of a lazy one.

    What is left is the text that a reader of the page saw; its length is remembered.
    """
    for tag in page.soup.find_all("meta", itemprop="author"):
        page.bylines.append(attribute(tag, "content"))
    for tag in page.soup.find_all("time", datetime=True):
        page.dates.append(attribute(tag, "datetime"))
    for tag in tags(page.soup, *_CODE):
        if not is_gone(tag):
            tag.decompose()
    for node in [node for node in page.soup.descendants if isinstance(node, PreformattedString)]:
        node.extract()  # comments, declarations, processing instructions
    for tag in tags(page.soup):
        if is_gone(tag):
            continue
        if "hidden" in tag.attrs or _HIDDEN_STYLE.search(attribute(tag, "style")):
            page.drop(tag, "hidden")
        elif tag.name == "noscript":
            _open_noscript(page, tag)
    page.text_length = len(text_of(page.soup))


def _open_noscript(page: Page, tag: Tag) -> None:
    before = tag.find_previous_sibling()
    if tag.find("img") and (before is None or before.name != "img"):
        rename(tag, "span")
    else:
        page.drop(tag, "noscript")
