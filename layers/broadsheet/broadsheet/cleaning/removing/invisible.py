"""What no reader of the page saw: code, styles, hidden tags, fallbacks for want of a script."""

import re

from bs4 import Tag
from bs4.element import PreformattedString

from broadsheet.cleaning.page import Page
from broadsheet.cleaning.soup import attribute, is_gone, rename, tags, text_of
from broadsheet.cleaning.soup.weights import Weights

_CODE = ("script", "style", "template", "svg", "canvas", "head", "title", "meta", "link", "base", "param")
# The property begins the style or follows another: `backface-visibility: hidden` hides nothing.
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})


def drop_invisible(page: Page) -> None:
    """Drop code and hidden tags; a `noscript` stays only where it holds the image of a lazy one.

    What holds most of the body's text stays though it is hidden, for a script shows it; so does the panel
    of an accordion. What is left is the text that a reader of the page saw; its length is remembered.
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
    page.weights = Weights(page.soup, tags(page.soup))
    for tag in tags(page.soup):
        if is_gone(tag):
            continue
        if _is_hidden(tag) and not (page.weights.is_most(tag) or _is_folded_away(tag)):
            page.drop(tag, "hidden")
        elif tag.name == "noscript":
            _open_noscript(page, tag)
    page.text_length = len(text_of(page.soup))


def _is_hidden(tag: Tag) -> bool:
    return "hidden" in tag.attrs or bool(_HIDDEN_STYLE.search(attribute(tag, "style")))


def _is_folded_away(tag: Tag) -> bool:
    """Whether a reader opens the tag: a panel of paragraphs right below its head, or what a search finds."""
    if attribute(tag, "hidden").casefold() == "until-found":
        return True
    before = tag.find_previous_sibling()
    return before is not None and before.name in _HEADS and tag.find("p") is not None


def _open_noscript(page: Page, tag: Tag) -> None:
    before = tag.find_previous_sibling()
    is_image = tag.find("img") is not None and (before is None or before.name != "img")
    if is_image or page.weights.is_most(tag):
        rename(tag, "span")
    else:
        page.drop(tag, "noscript")
